import { row, type Row } from '../statistics.ts';

/** What one side took for the work. */
export interface Measured {
  readonly unitsPerSecond: number;
  /** User and system, of the whole process. */
  readonly cpuMicrosPerUnit: number;
  /** Resident memory at its highest. */
  readonly peakMb: number;
}

/** Measured one right after the other. */
export interface Pair {
  readonly there: Measured;
  readonly here: Measured;
}

/** What the two sides are called, and the least (or most) that is asked of their ratios. */
export interface Sides {
  readonly here: string;
  readonly there: string;
  readonly must: Partial<Measured>;
}

/** The one side ÷ the other, pair by pair, then the figures of both. */
export const ratioRows = (pairs: readonly Pair[], unit: string, { here: ours, there: theirs, must }: Sides): Row[] => {
  const ratio = (name: keyof Measured): number[] => pairs.map(({ here, there }) => here[name] / there[name]);
  const of = (side: keyof Pair, name: keyof Measured): number[] => pairs.map((pair) => pair[side][name]);
  const bounds = (name: keyof Measured): { must?: number } => (must[name] === undefined ? {} : { must: must[name] });
  return [
    row(`${unit}s a second ÷ ${theirs}'s`, 'ratio', ratio('unitsPerSecond'), bounds('unitsPerSecond')),
    row(
      `CPU per ${unit} ÷ ${theirs}'s (less is better)`,
      'ratio',
      ratio('cpuMicrosPerUnit'),
      bounds('cpuMicrosPerUnit'),
    ),
    row(`highest memory ÷ ${theirs}'s (less is better)`, 'ratio', ratio('peakMb'), bounds('peakMb')),
    row(`${unit}s a second, ${ours}`, 'per second', of('here', 'unitsPerSecond')),
    row(`${unit}s a second, ${theirs}`, 'per second', of('there', 'unitsPerSecond')),
    row(`CPU per ${unit}, ${ours}`, 'µs', of('here', 'cpuMicrosPerUnit')),
    row(`CPU per ${unit}, ${theirs}`, 'µs', of('there', 'cpuMicrosPerUnit')),
    row(`highest memory, ${ours}`, 'MB', of('here', 'peakMb')),
    row(`highest memory, ${theirs}`, 'MB', of('there', 'peakMb')),
  ];
};
