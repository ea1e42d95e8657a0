import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readSigningKeys, readVerifyingKeys } from '../src/context/context-keys.ts';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'vafa-identities-doc-'));
const examples = [...readFileSync(join(root, 'docs/identities.md'), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
  ([, lines = '']) => lines.replaceAll('DIR', folder),
);

const run = (script: string): string =>
  execFileSync('bash', ['-euc', script], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const signing = (): readonly string[] =>
  readSigningKeys(readFileSync(join(folder, 'gateway/context.key'), 'utf8')).map(({ id }) => id);
const judging = (service: string): readonly string[] => [
  ...readVerifyingKeys(readFileSync(join(folder, service, 'context-keys.pem'), 'utf8')).keys(),
];

beforeAll(() => {
  run(`npm run -s make-certs -- --folder ${folder}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the examples of docs/identities.md do what it says they do', () => {
  const [renew = '', giveUp = '', ...others] = examples;
  expect(others).toEqual([]);
  const [first] = signing();
  expect([judging('gateway'), judging('ledger')]).toEqual([[first], [first]]);
  expect(run(renew)).toContain('made keys of contexts');
  const [second, before] = signing();
  expect(before).toBe(first);
  expect(judging('ledger')).toEqual([second, first]);
  expect(run(giveUp)).toContain('made keys of contexts');
  const third = signing();
  expect([third.length, judging('ledger')]).toEqual([1, third]);
  expect([first, second]).not.toContain(third[0]);
});
