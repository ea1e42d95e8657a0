import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { root } from './installed.mjs';

const files = ['docker-compose.yml', 'deploy/compose/make-secrets.sh', 'Dockerfile'];
const folder = mkdtempSync(join(tmpdir(), 'vafa-pin-'));
const read = (from, file) => readFileSync(join(from, file), 'utf8');
const pin = (digest) => {
  // Stands for a registry: it answers the same digest for every image.
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\necho ${digest}\n`, { mode: 0o755 });
  /** @type {import('node:child_process').ExecFileSyncOptionsWithStringEncoding} */
  const options = { env: { ...process.env, DOCKER: join(folder, 'docker') }, encoding: 'utf8', stdio: 'pipe' };
  return execFileSync(process.execPath, [join(root, 'tools/pin-images.mjs'), folder], options);
};
const of = (letter) => `sha256:${letter.repeat(64)}`;
const unpinned = (text) => text.replaceAll(/@sha256:[0-9a-f]{64}/g, '');

beforeAll(() => {
  for (const file of files) cpSync(join(root, file), join(folder, file), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every image of others is pinned where it is named, and nothing else is changed', () => {
  const said = pin(of('a'));
  const compose = read(folder, 'docker-compose.yml');
  const images = [...compose.matchAll(/^ {4}image: (?!vafa)(.*)$/gm)].map(([, image]) => image);
  expect(images.length).toBeGreaterThan(4);
  for (const image of images) expect(image).toMatch(new RegExp(`^[a-z/-]+:v?[0-9.]+@${of('a')}$`));
  expect(compose).not.toMatch(/image: vafa.*@/);
  expect(read(folder, 'Dockerfile')).toMatch(new RegExp(`^ARG NODE_IMAGE=node:\\S+@${of('a')}$`, 'm'));
  expect(read(folder, 'deploy/compose/make-secrets.sh')).toContain(`@${of('a')} \\`);
  // Kafka's image is named twice: for the broker, and for the rights in it. It is told once.
  expect(said.trim().split('\n')).toHaveLength(new Set(images).size + 1);
  for (const file of files) expect(unpinned(read(folder, file))).toBe(unpinned(read(root, file)));
});

test('what is pinned is asked for anew by its tag', () => {
  pin(of('a'));
  pin(of('b'));
  expect(read(folder, 'docker-compose.yml')).not.toContain(of('a'));
  expect(read(folder, 'docker-compose.yml')).toContain(`@${of('b')}`);
});

test('when one has no digest, nothing is written', () => {
  const before = files.map((file) => read(folder, file));
  expect(() => pin('unknown')).toThrow('has no digest');
  expect(files.map((file) => read(folder, file))).toEqual(before);
});
