import { machine, machineText } from '../machine.ts';
import { median, row } from '../statistics.ts';
import type { PerOperation } from './counted-works.ts';
import { cpuRatioOf, ratiosOf, type RatioRounds, type RawRound } from './rounds.ts';

export interface ReportRow {
  readonly name: string;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly must: number | null;
  readonly aim: number | null;
  readonly ops_per_s: number;
  readonly base_ops_per_s: number;
  readonly cpu_us_per_op: number;
  /** The ratio by CPU instead of time. */
  readonly cpu_ratio: number;
  readonly commands_per_op: number | null;
  /** Documents inserted; of the ledger: commits. */
  readonly documents_per_op: number | null;
  readonly bytes_per_op: number | null;
  /** Blocks thrown away. */
  readonly discarded: number;
}

export interface Report {
  readonly machine: typeof machine;
  readonly engine: string;
  /** What the same work over itself gave: differences smaller than this mean nothing. */
  readonly noise: { readonly ratio: number; readonly low: number; readonly high: number } | null;
  readonly rows: readonly ReportRow[];
}

const middle = (rounds: readonly RawRound[], pick: (round: RawRound) => number): number =>
  rounds.length === 0 ? NaN : median(rounds.map(pick));

const toRow = (result: RatioRounds, counted: PerOperation | undefined): ReportRow => {
  const { plan, rounds, discarded } = result;
  const {
    value: ratio,
    low,
    high,
  } = rounds.length === 0 ? { value: NaN, low: NaN, high: NaN } : row(plan.name, 'ratio', ratiosOf(result));
  return {
    name: plan.name,
    ratio,
    low,
    high,
    must: plan.must ?? null,
    aim: plan.aim ?? null,
    ops_per_s: middle(rounds, ({ work }) => work.opsPerSecond),
    base_ops_per_s: middle(rounds, ({ base }) => base.opsPerSecond),
    cpu_us_per_op: middle(rounds, ({ work }) => work.cpuMicrosPerOp),
    cpu_ratio: rounds.length === 0 ? NaN : cpuRatioOf(result),
    commands_per_op: counted?.commands ?? null,
    documents_per_op: counted?.inserted ?? null,
    bytes_per_op: counted ? Math.round(counted.bytes) : null,
    discarded: discarded.length,
  };
};

/** `counted` in the order of the results. */
export const reportOf = (
  engine: string,
  results: readonly RatioRounds[],
  counted: readonly (PerOperation | undefined)[],
): Report => {
  const rows = results.map((result, place) => ({ isNoise: result.plan.isNoise, row: toRow(result, counted[place]) }));
  const noise = rows.find(({ isNoise }) => isNoise)?.row;
  return {
    machine,
    engine,
    noise: noise ? { ratio: noise.ratio, low: noise.low, high: noise.high } : null,
    rows: rows.map((each) => each.row),
  };
};

const figure = (value: number | null): string => {
  if (value === null || Number.isNaN(value)) return '';
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
};

const verdict = ({ ratio, must, aim }: ReportRow): string => {
  if (must === null) return '';
  if (aim !== null && ratio >= aim) return 'aim';
  return ratio >= must ? 'must' : 'missed';
};

const heads = [
  'what',
  'ratio',
  'low',
  'high',
  'must',
  'aim',
  '',
  'a second',
  'base',
  'CPU µs',
  'by CPU',
  'commands',
  'documents',
  'bytes',
  'thrown away',
];

const cellsOf = (each: ReportRow): string[] => [
  each.name,
  ...[each.ratio, each.low, each.high].map(figure),
  each.must?.toString() ?? '',
  each.aim?.toString() ?? '',
  verdict(each),
  ...[
    each.ops_per_s,
    each.base_ops_per_s,
    each.cpu_us_per_op,
    each.cpu_ratio,
    each.commands_per_op,
    each.documents_per_op,
    each.bytes_per_op,
  ].map(figure),
  each.discarded === 0 ? '' : String(each.discarded),
];

/** The report as an aligned table. Counts are per operation. */
export const reportText = ({ engine, rows }: Report): string => {
  const lines = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [`${machineText}, ${engine}`, ...text].join('\n');
};
