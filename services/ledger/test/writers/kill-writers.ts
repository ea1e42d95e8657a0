import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openJournalAt } from '../journal-on-engine.ts';
import { randomFrom } from './random.ts';
import type { Told, WriterOptions } from './writer.ts';

export interface KillRun {
  readonly uri: string;
  readonly database: string;
  /** It goes on for so long, and then until there is at least so much to look at. */
  readonly seconds: number;
  readonly least?: { readonly kills: number; readonly acknowledged: number };
  readonly seed: number;
  /** Writers at a time. */
  readonly writers: number;
}

export interface KillResult {
  readonly kills: number;
  /** Outcomes that writers were given; of these refused. */
  readonly acknowledged: number;
  readonly refused: number;
  readonly commits: number;
  readonly entries: number;
  /** Acknowledged keys that are not in the journal, with what they did. */
  readonly lost: readonly string[];
  /** Keys that are in the journal more than once, or did something else than was answered. */
  readonly doubled: readonly string[];
  readonly findings: readonly string[];
}

const accounts = Array.from({ length: 8 }, (_, n) => `demo.m${String(n)}.points`);
const lifeMs = { least: 300, span: 2_200 };
const nodeOptions = [
  '--experimental-transform-types',
  '--conditions=vafa-src',
  '--disable-warning=ExperimentalWarning',
];

class Writers {
  readonly told = new Map<string, Told>();
  kills = 0;
  private readonly living = new Set<ChildProcess>();
  private started = 0;
  private readonly random: (below: number) => number;

  constructor(private readonly run: KillRun) {
    this.random = randomFrom(run.seed);
  }

  /** One writer after the other in one place, each killed at a random moment, until the run is over. */
  async place(until: number): Promise<void> {
    while (Date.now() < until || !this.isEnough()) {
      const child = this.start();
      const gone = once(child, 'exit');
      const [ended] = await Promise.race([
        gone,
        once(child, 'message').then(() => waited(this.life(until - Date.now()))),
      ]);
      if (ended !== undefined) throw new Error(`a writer ended by itself with ${String(ended)}`);
      child.kill('SIGKILL');
      this.kills++;
      await gone;
      this.living.delete(child);
    }
  }

  private isEnough(): boolean {
    const { kills = 0, acknowledged = 0 } = this.run.least ?? {};
    return this.kills >= kills && this.told.size >= acknowledged;
  }

  /** Cut short by the end of the time, while there is some left. */
  private life(leftMs: number): number {
    const ms = lifeMs.least + this.random(lifeMs.span);
    return leftMs > 0 ? Math.min(ms, leftMs) : ms;
  }

  end(): void {
    for (const child of this.living) child.kill('SIGKILL');
  }

  private start(): ChildProcess {
    const name = `w${String(++this.started)}`;
    const options: WriterOptions = {
      uri: this.run.uri,
      database: this.run.database,
      name,
      seed: this.run.seed + this.started,
      accounts,
      inFlight: 16,
    };
    const child = fork(join(import.meta.dirname, 'writer.ts'), [JSON.stringify(options)], {
      execArgv: nodeOptions,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.living.add(child);
    child.on('message', (outcomes: Told[]) => {
      for (const outcome of outcomes) this.told.set(outcome.key, outcome);
    });
    return child;
  }
}

const waited = (ms: number): Promise<[]> => new Promise((resolve) => setTimeout(() => resolve([]), ms));

/** Writers on the same accounts, killed with -9 at random moments; then everything they were told is looked for. */
export const killWriters = async (run: KillRun): Promise<KillResult> => {
  const writers = new Writers(run);
  const until = Date.now() + run.seconds * 1_000;
  try {
    await Promise.all(Array.from({ length: run.writers }, () => writers.place(until)));
  } finally {
    writers.end();
  }
  return compare(run, writers);
};

const compare = async ({ uri, database }: KillRun, { told, kills }: Writers): Promise<KillResult> => {
  const journal = await openJournalAt(uri, database);
  const stored = new Map<
    string,
    { readonly times: number; readonly moved: string; readonly refusal: string | undefined }
  >();
  let [commits, entries] = [0, 0];
  for await (const commit of journal.reader.commits('demo')) {
    commits++;
    for (const { key, refusal, postings } of commit.entries) {
      entries++;
      const moved = postings.reduce((sum, { book, amount }) => (book === 'available' ? sum + amount : sum), 0n);
      const place = `${commit.account}#${key}`;
      stored.set(place, { times: (stored.get(place)?.times ?? 0) + 1, moved: String(moved), refusal });
    }
  }
  const found = [...told.values()].map((outcome) => ({
    outcome,
    there: stored.get(`${outcome.account}#${outcome.key}`),
  }));
  const { findings } = await journal.verify();
  await journal.close();
  return {
    kills,
    acknowledged: told.size,
    refused: [...told.values()].filter(({ refusal }) => refusal !== undefined).length,
    commits,
    entries,
    lost: found.filter(({ there }) => !there).map(({ outcome }) => outcome.key),
    doubled: found
      .filter(
        ({ outcome, there }) =>
          there && (there.times !== 1 || there.moved !== outcome.moved || there.refusal !== outcome.refusal),
      )
      .map(({ outcome }) => outcome.key),
    findings: findings.map(({ account, version, code, detail }) => `${account}/${String(version)} ${code} ${detail}`),
  };
};

export const isGood = ({ lost, doubled, findings }: KillResult): boolean =>
  lost.length === 0 && doubled.length === 0 && findings.length === 0;
