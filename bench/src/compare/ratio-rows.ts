import { row, type Row } from '../statistics.ts';

/** What one checkout took for the work. */
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

/** This checkout ÷ the other, pair by pair, then the figures of both. */
export const ratioRows = (pairs: readonly Pair[], unit: string): Row[] => {
  const ratio = (name: keyof Measured): number[] => pairs.map(({ here, there }) => here[name] / there[name]);
  const of = (side: keyof Pair, name: keyof Measured): number[] => pairs.map((pair) => pair[side][name]);
  return [
    row(`${unit}s a second ÷ other's`, 'ratio', ratio('unitsPerSecond'), { must: 1 }),
    row(`CPU per ${unit} ÷ other's (less is better)`, 'ratio', ratio('cpuMicrosPerUnit')),
    row("highest memory ÷ other's (less is better)", 'ratio', ratio('peakMb'), { must: 1 }),
    row(`${unit}s a second, here`, 'per second', of('here', 'unitsPerSecond')),
    row(`${unit}s a second, other`, 'per second', of('there', 'unitsPerSecond')),
    row(`CPU per ${unit}, here`, 'µs', of('here', 'cpuMicrosPerUnit')),
    row(`CPU per ${unit}, other`, 'µs', of('there', 'cpuMicrosPerUnit')),
    row('highest memory, here', 'MB', of('here', 'peakMb')),
    row('highest memory, other', 'MB', of('there', 'peakMb')),
  ];
};
