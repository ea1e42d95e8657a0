import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kafkaRights, type Right } from './kafka-rights.ts';
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
    const read = namesOf(user, 'Read').filter((name) => name.startsWith('vafa.'));
    // Who only follows has groups that come and go, and nothing to set aside.
    const isFollower = user === 'gateway' || user === 'campaigns';
    const consumed = isFollower ? [] : read;
    const groups = isFollower ? [...read, 'follower.*'] : read.flatMap((topic) => [topic, `${user}.${topic}`]);
    expect(namesOf(user, 'Read')).toEqual(groups);
    expect(namesOf(user, 'Write').filter(isLetters)).toEqual(consumed.map((topic) => `${topic}.dead-letters`));
  }
  expect(new Set(rights.flatMap(({ operations }) => operations))).toEqual(
    new Set(['Create', 'Describe', 'Read', 'Write']),
  );
  expect(rights.filter(({ name }) => name === '*').every(({ operations }) => operations.join() === 'Describe')).toBe(
    true,
  );
});

describe('grant', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vafa-grant-'));
  const program = join(folder, 'kafka-acls');
  const common = '--bootstrap-server broker:9093 --command-config admin.properties';
  const wholeName = (name: string): string => (name === '*' ? name : `shop.${name.replace(/\*$/, '')}`);
  const patternOf = (name: string): string => (name.endsWith('.*') ? 'PREFIXED' : 'LITERAL');
  /** What it asks of kafka-acls, which lists `there`. */
  const granted = (there: string): { readonly asked: readonly string[]; readonly said: string } => {
    writeFileSync(join(folder, 'there'), there);
    writeFileSync(join(folder, 'told'), '');
    const said = execFileSync(join(root, 'kafka/grant'), ['broker:9093', 'admin.properties', 'shop'], {
      env: { ...process.env, KAFKA_ACLS: program },
      encoding: 'utf8',
    });
    const [first, ...asked] = readFileSync(join(folder, 'told'), 'utf8').trim().split('\n');
    expect(first).toBe(`${common} --list`);
    return { asked, said };
  };
  /** As Kafka 4.1 lists it. */
  const listed = (some: readonly Right[]): string =>
    some
      .map(({ user, kind, name, operations }) => {
        const resource = `resourceType=${kind.toUpperCase()}, name=${wholeName(name)}, patternType=${patternOf(name)}`;
        const entries = operations.map(
          (each) => `\t(principal=User:${user}, host=*, operation=${each.toUpperCase()}, permissionType=ALLOW)\n`,
        );
        return `Current ACLs for resource \`ResourcePattern(${resource})\`: \n${entries.join('')} \n`;
      })
      .join('');

  beforeAll(() => {
    const list = `case "$*" in *--list) cat "${folder}/there" ;; esac`;
    writeFileSync(program, `#!/bin/sh\necho "$@" >> "${folder}/told"\n${list}\n`, { mode: 0o755 });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('tells kafka-acls each right, under the namespace, and at once what is alike', () => {
    const { asked } = granted('');
    expect(asked.length).toBeLessThan(rights.length);
    const told = asked.flatMap((line) => {
      expect(line.startsWith(`${common} --add --allow-principal User:`)).toBe(true);
      expect(line.endsWith(' --force')).toBe(true);
      const valuesOf = (option: string): string[] =>
        [...line.matchAll(new RegExp(` --${option} (\\S+)`, 'g'))].map(([, value = '']) => value);
      const [user = ''] = valuesOf('allow-principal').map((principal) => principal.replace('User:', ''));
      const pattern = valuesOf('resource-pattern-type').join().toUpperCase();
      return (['topic', 'group'] as const).flatMap((kind) =>
        valuesOf(kind).map((name) => ({ user, kind, name, operations: valuesOf('operation'), pattern })),
      );
    });
    const inOrder = (some: readonly Right[]): string[] => some.map((right) => JSON.stringify(right)).sort();
    const wanted = rights.map((each) => ({ ...each, name: wholeName(each.name), pattern: patternOf(each.name) }));
    expect(inOrder(told)).toEqual(inOrder(wanted));
  });

  test('leaves what is there, and grants the rest', () => {
    expect(granted(listed(rights))).toEqual({ asked: [], said: expect.stringContaining('all rights are there\n') });
    const [last] = rights.slice(-1) as [Right];
    const { asked } = granted(listed([...rights.slice(0, -1), { ...last, operations: last.operations.slice(1) }]));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(
      `User:${last.user} --resource-pattern-type literal --${last.kind} ${wholeName(last.name)} --operation`,
    );
    expect(granted(listed([last]).replace('LITERAL', 'PREFIXED')).asked).toEqual(granted('').asked);
  });
});
