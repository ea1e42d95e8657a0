import { afterAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSteps } from './check-steps.mjs';

const folder = mkdtempSync(join(tmpdir(), 'vafa-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @returns {import('./check-steps.mjs').Step} */
const step = (name, script) => [name, process.execPath, ['-e', script]];
const run = async (before, rest) => {
  let printed = '';
  const end = await runSteps(before, rest, { env: process.env, write: (text) => void (printed += text) });
  return { ...end, printed };
};

describe('steps of a check', () => {
  test('all that pass are run, and told one after the other', async () => {
    const end = await run([step('first', `console.log('a')`)], [step('x', ''), step('y', ''), step('z', '')]);
    expect(end).toMatchObject({ failed: undefined, stopped: [] });
    expect(end.printed).toMatch(/^a\n✓ first/);
    expect(end.printed.match(/✓/g)).toHaveLength(4);
  });

  test('one that fails is named with what it printed, and the other lane is stopped', async () => {
    const pid = join(folder, 'pid');
    // A wrapper as some of them are: what works is its child. The step is over when neither holds its output open.
    const worker = `require('node:fs').writeFileSync(${JSON.stringify(pid)}, String(process.pid)); setInterval(() => 0, 999)`;
    const long = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(worker)}], { stdio: 'inherit' })`;
    const fails = `const t = setInterval(() => {
      if (!require('node:fs').existsSync(${JSON.stringify(pid)})) return;
      console.log('it is wrong'); clearInterval(t); process.exitCode = 1;
    }, 20)`;
    const after = join(folder, 'after');
    const never = `require('node:fs').writeFileSync(${JSON.stringify(after)}, '')`;
    const end = await run([], [step('long', long), step('wrong', fails), step('never', never)]);
    expect(end).toEqual({ failed: 'wrong', stopped: ['long'], printed: 'it is wrong\n' });
    expect(existsSync(after)).toBe(false);
  });

  test('where the first fails, the rest is not begun', async () => {
    const end = await run([step('first', 'process.exit(2)')], [step('x', `console.log('x')`)]);
    expect(end).toEqual({ failed: 'first', stopped: [], printed: '' });
  });

  test('what cannot be started has failed', async () => {
    const end = await run([], [['nowhere', join(folder, 'nowhere'), []]]);
    expect(end).toMatchObject({ failed: 'nowhere', printed: expect.stringContaining('ENOENT') });
  });
});
