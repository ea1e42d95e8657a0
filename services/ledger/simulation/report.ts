import type { Simulation } from './simulate.ts';
import type { Flaw } from './tally.ts';

type Counts = Readonly<Record<string, number>>;

export interface Report {
  readonly seed: number;
  readonly operations: number;
  readonly accepted_share: number;
  readonly verbs: Readonly<Record<string, { readonly asked: number; readonly accepted: number }>>;
  readonly refusals: Counts;
  readonly faults: Counts;
  readonly crashes: number;
  readonly crash_points: Counts;
  readonly conflicts: number;
  readonly retries: number;
  readonly repeats: number;
  readonly reads: number;
  readonly past_moments: number;
  readonly transfers: { readonly arrived: number; readonly returned: number };
  readonly rounds: number;
  readonly commits: number;
  readonly entries: number;
  readonly events_published: number;
  readonly lost: number;
  readonly doubled: number;
  readonly findings: number;
  readonly checks: Counts;
  readonly first_findings: readonly Flaw[];
  readonly notes: Counts;
  readonly digest: string;
  readonly seconds: number;
  readonly operations_a_second: number;
  readonly memory_mb: number;
}

const sortedCounts = (counts: ReadonlyMap<string, number>): Counts =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));

export const report = ({ tally, rounds, digest }: Simulation, seed: number, seconds: number): Report => ({
  seed,
  operations: tally.operations,
  accepted_share: Number((tally.accepted / Math.max(1, tally.acknowledged)).toFixed(3)),
  verbs: Object.fromEntries(
    [...tally.asked]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([verb, asked]) => [verb, { asked, accepted: tally.acceptedOf.get(verb) ?? 0 }]),
  ),
  refusals: sortedCounts(tally.refusals),
  faults: sortedCounts(tally.faults),
  crashes: tally.crashes,
  crash_points: sortedCounts(tally.crashPoints),
  conflicts: tally.conflicts,
  retries: tally.retries,
  repeats: tally.repeats,
  reads: tally.reads,
  past_moments: tally.moments,
  transfers: { arrived: tally.arrived, returned: tally.returned },
  rounds,
  commits: tally.commits,
  entries: tally.entries,
  events_published: tally.events,
  lost: tally.lost,
  doubled: tally.doubled,
  findings: tally.found,
  checks: sortedCounts(tally.checks),
  first_findings: tally.flaws,
  notes: sortedCounts(tally.notes),
  digest,
  seconds: Number(seconds.toFixed(1)),
  operations_a_second: Math.round(tally.operations / seconds),
  memory_mb: Math.round(process.memoryUsage().rss / 2 ** 20),
});

const line = (counts: Counts): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ') || 'none';

export const reportText = (figures: Report): string =>
  [
    `seed ${String(figures.seed)}: ${String(figures.operations)} operations, ${String(Math.round(figures.accepted_share * 1_000) / 10)} % accepted, ${String(figures.rounds)} rounds`,
    `verbs (accepted of asked): ${Object.entries(figures.verbs)
      .map(([verb, { asked, accepted }]) => `${verb} ${String(accepted)}/${String(asked)}`)
      .join(', ')}`,
    `refused: ${line(figures.refusals)}`,
    `faults: ${line(figures.faults)}`,
    `crashes: ${String(figures.crashes)}, at ${line(figures.crash_points)}`,
    `conflicts ${String(figures.conflicts)}, retries ${String(figures.retries)}, repeats ${String(figures.repeats)}, reads ${String(figures.reads)}, of past moments ${String(figures.past_moments)}`,
    `transfers arrived ${String(figures.transfers.arrived)}, returned ${String(figures.transfers.returned)}`,
    `commits ${String(figures.commits)}, entries ${String(figures.entries)}, events published ${String(figures.events_published)}`,
    `notes: ${line(figures.notes)}`,
    `lost ${String(figures.lost)}, doubled ${String(figures.doubled)}, findings ${String(figures.findings)}`,
    ...Object.entries(figures.checks).map(([check, count]) => `  ${check}: ${String(count)}`),
    ...figures.first_findings.map(({ check, detail }) => `  [${check}] ${detail}`),
    `digest ${figures.digest}`,
    `${String(figures.seconds)} s, ${String(figures.operations_a_second)} operations a second, ${String(figures.memory_mb)} MB`,
  ].join('\n');
