import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { disagreements, expectedSummary, shownSummary, type Agreement } from './agreement.ts';
import { each, pointsOf, stateOf } from './figures.ts';
import { freePort } from '@vafa/testing';
import type { Expected } from './independent-calculation.ts';
import type { Rest } from './rest.ts';
import { newDataFolder, RunningClub, type ClubOptions } from './running-club.ts';
import { randomOf } from './random-of.ts';
import { runVafa, type VafaAnswer } from './run-vafa.ts';

export interface KillPlan {
  /** Undefined: the sample, imported by the club's own first start. */
  readonly file?: string;
  readonly kills: number;
  readonly seed: number;
  /** How long after being ready a process lives, at least and at most. */
  readonly lifeMs: readonly [number, number];
  readonly say: (text: string) => void;
}

export interface KillResult {
  /** Kills while the import was still going on. */
  readonly during: number;
  readonly summary: Agreement;
  readonly disagreements: readonly string[];
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly findings: number;
}

const writerScript = join(import.meta.dirname, 'acknowledged-writer.ts');

const startWriter = ({ dataFolder, port }: ClubOptions): { child: ChildProcess; log: string; errors: () => string } => {
  const log = join(dataFolder, 'acknowledged.jsonl');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      writerScript,
      `http://127.0.0.1:${port}`,
      join(dataFolder, 'admin-key'),
      log,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (errors += part));
  return { child, log, errors: () => errors };
};

interface Acknowledged {
  readonly name: string;
  readonly member: string;
}

const acknowledgedIn = (log: string): Acknowledged[] =>
  (existsSync(log) ? readFileSync(log, 'utf8') : '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Acknowledged);

/** What was acknowledged and is not there: each sale closed, its 12 points with its member. */
const lostOf = async (rest: Rest, acknowledged: readonly Acknowledged[]): Promise<string[]> => {
  const checked = await each(acknowledged, async ({ name, member }) => {
    const state = await stateOf(rest, name);
    const { available } = await pointsOf(rest, member);
    return state === 'closed' && available === 12 ? [] : [`${name}: ${state}, ${available} points`];
  });
  return checked.flat();
};

/** The summary without what the writer sold: one sale of 12 points each. */
const withoutWriter = (shown: Agreement, sold: number): Agreement => ({
  ...shown,
  members: shown.members - sold,
  sales: shown.sales - sold,
  points_accrued: shown.points_accrued - 12 * sold,
  points_outstanding: shown.points_outstanding - 12 * sold,
});

const killAndRestart = async (
  plan: KillPlan,
  options: ClubOptions,
  first: RunningClub,
  isOver: (club: RunningClub) => boolean,
): Promise<{ club: RunningClub; during: number }> => {
  const next = randomOf(plan.seed);
  let club = first;
  let during = 0;
  for (let kill = 1; kill <= plan.kills; kill++) {
    const lifeMs = plan.lifeMs[0] + next() * (plan.lifeMs[1] - plan.lifeMs[0]);
    await wait(lifeMs);
    if (!isOver(club)) during++;
    await club.kill();
    const restartedAt = Date.now();
    club = await RunningClub.start(options);
    plan.say(
      `kill ${kill} of ${plan.kills} after ${Math.round(lifeMs)} ms, ready again after ${Date.now() - restartedAt} ms`,
    );
  }
  return { club, during };
};

const importWhole = (plan: KillPlan, options: ClubOptions): Promise<VafaAnswer> | undefined =>
  plan.file === undefined
    ? undefined
    : runVafa(options.dataFolder, 'import', 'sales', plan.file, '--json', '--url', `http://127.0.0.1:${options.port}`);

/** Imports a file while the club is killed again and again, and compares the end with what it must be. */
export const killImport = async (plan: KillPlan, expected: Expected): Promise<KillResult> => {
  const options: ClubOptions = { dataFolder: newDataFolder(), port: await freePort(), empty: plan.file !== undefined };
  const first = await RunningClub.start(options);
  const writer = startWriter(options);
  if (plan.file !== undefined) await first.made(300_000);
  const importing = importWhole(plan, options);
  let isImported = false;
  void importing?.then(() => (isImported = true));
  const { club, during } = await killAndRestart(
    plan,
    options,
    first,
    ({ output }) => isImported || (plan.file === undefined && /docs {2}http/.test(output)),
  );
  try {
    const imported = await importing;
    if (imported && imported.code !== 0)
      throw new Error(`the import ended with ${imported.code}: ${imported.err}${imported.out}`);
    await club.made(300_000);
    const ended = once(writer.child, 'exit');
    writer.child.kill('SIGTERM');
    await ended;
    if (writer.errors() !== '') throw new Error(`the writer failed: ${writer.errors()}`);
    return { during, ...(await judged(club, expected, acknowledgedIn(writer.log))) };
  } finally {
    writer.child.kill('SIGKILL');
    await club.remove();
  }
};

const judged = async (
  club: RunningClub,
  expected: Expected,
  acknowledged: readonly Acknowledged[],
): Promise<Omit<KillResult, 'during'>> => {
  const rest = club.rest();
  const lost = await lostOf(rest, acknowledged);
  const verification = await rest.call('verifyLedger');
  return {
    summary: withoutWriter(await shownSummary(rest), acknowledged.length),
    disagreements: await disagreements(rest, expected),
    acknowledged: acknowledged.length,
    lost,
    findings: verification.findings.length,
  };
};

export const isSameEnd = (result: KillResult, expected: Expected): boolean =>
  isDeepStrictEqual(result.summary, expectedSummary(expected)) && result.disagreements.length === 0;
