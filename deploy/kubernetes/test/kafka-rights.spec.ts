import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { kafkaRights } from './kafka-rights.ts';
import { topicsOf } from './services.ts';
import { root } from './sources.ts';

const rights = kafkaRights();
const namesOf = (user: string, operation: string): string[] =>
  rights.filter((each) => each.user === user && each.operations.includes(operation)).map(({ name }) => name);
const isLetters = (name: string): boolean => name.endsWith('.dead-letters');

test('a service publishes on its topic alone, and sees those that it reads and no others', () => {
  for (const [user, used] of Object.entries(topicsOf)) {
    const own = used.filter((topic) => topic === `vafa.${user}.v1`);
    expect(namesOf(user, 'Write').filter((name) => !isLetters(name))).toEqual(own);
    const seen = rights.filter(({ kind, name }) => kind === 'topic' && !isLetters(name));
    expect(seen.filter((each) => each.user === user).map(({ name }) => name)).toEqual(used);
  }
  expect(new Set(rights.map(({ user }) => user))).toEqual(
    new Set(Object.keys(topicsOf).filter((user) => topicsOf[user]?.length !== 0)),
  );
});

test('who consumes a topic has a group for it and a place for what it cannot apply, and nothing more', () => {
  for (const user of Object.keys(topicsOf)) {
    const consumed = namesOf(user, 'Read').filter((name) => name.startsWith('vafa.'));
    expect(namesOf(user, 'Read')).toEqual(consumed.flatMap((topic) => [topic, `${user}.${topic}`]));
    expect(namesOf(user, 'Write').filter(isLetters)).toEqual(consumed.map((topic) => `${topic}.dead-letters`));
  }
  expect(new Set(rights.flatMap(({ operations }) => operations))).toEqual(
    new Set(['Create', 'Describe', 'Read', 'Write']),
  );
  expect(rights.filter(({ name }) => name === '*').every(({ operations }) => operations.join() === 'Describe')).toBe(
    true,
  );
});

test('grant tells kafka-acls each right, under the namespace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vafa-grant-'));
  const program = join(folder, 'kafka-acls');
  try {
    writeFileSync(program, `#!/bin/sh\necho "$@" >> "${folder}/told"\n`, { mode: 0o755 });
    execFileSync(join(root, 'kafka/grant'), ['broker:9093', 'admin.properties', 'shop'], {
      env: { ...process.env, KAFKA_ACLS: program },
    });
    const told = readFileSync(join(folder, 'told'), 'utf8').trim().split('\n');
    const common = '--bootstrap-server broker:9093 --command-config admin.properties --add --allow-principal User:';
    expect(told).toEqual(
      rights.map(({ user, kind, name, operations }) => {
        const asked = operations.map((each) => `--operation ${each}`).join(' ');
        return `${common}${user} --${kind} ${name === '*' ? name : `shop.${name}`} ${asked} --force`;
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
