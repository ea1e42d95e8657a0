import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RunningClub } from '../src/running-club.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '../shared/cases/bugs-2');
const cases = existsSync(folder)
  ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'input.sh')))
  : [];
const caseMs = 600_000;

/** What stands above the line `---`. */
const expectedOf = (name: string): string[] => {
  const lines = readFileSync(join(folder, name, 'expected.txt'), 'utf8').split('\n');
  return lines.slice(0, lines.indexOf('---'));
};

const printed = (name: string, env: Readonly<Record<string, string>>): Promise<string[]> =>
  new Promise((resolve, reject) => {
    execFile('bash', [join(folder, name, 'input.sh')], { env: { ...process.env, ...env } }, (error, out, err) => {
      if (error) reject(new Error(`${name}: ${err || error.message}`));
      else resolve(out.trimEnd().split('\n'));
    });
  });

/** Cases at once: most of their time they wait for a club of their own. */
const atOnce = 4;

/** What each case prints, by its name; so many run at once. */
const allPrinted = (env: Readonly<Record<string, string>>): ReadonlyMap<string, Promise<string[]>> => {
  const runners = Array.from({ length: atOnce }, () => Promise.resolve() as Promise<unknown>);
  return new Map(
    cases.map((name, at) => {
      const answer = (runners[at % atOnce] ?? Promise.resolve()).then(() => printed(name, env));
      runners[at % atOnce] = answer.catch(() => undefined);
      return [name, answer];
    }),
  );
};

// Cases from public reports, which are not part of the repository; e2e/test/shops.spec.ts has the project's own.
(cases.length > 0 ? describe : describe.skip)('cases from public reports, run as they are', () => {
  let club: RunningClub;
  let answers: ReadonlyMap<string, Promise<string[]>>;

  beforeAll(async () => {
    club = await RunningClub.start({ empty: true });
    await club.made(caseMs);
    // A case pauses so long before it looks; a busy machine needs longer than its own default.
    answers = allPrinted({ URL: club.url, KEY: club.adminKey(), VAFA: root, SETTLE: '5' });
  }, caseMs);

  afterAll(() => club.remove());

  test.each(cases)(
    '%s',
    async (name) => {
      expect(await answers.get(name)).toEqual(expectedOf(name));
    },
    caseMs,
  );
});
