import { CommandError } from '../command-error.ts';

/**
 * A stream of work: items, and undefined wherever it may be paused. Whoever runs it decides whether to pause;
 * stages in between hand undefined on.
 */
export type Paced<T> = Generator<T | undefined, void>;

/** The time that a command may take; without one it may take any time. */
export class Deadline {
  readonly #at: number;

  constructor(maxTimeMs: number | undefined) {
    this.#at = maxTimeMs === undefined || maxTimeMs === 0 ? Infinity : performance.now() + maxTimeMs;
  }

  /** @throws CommandError MaxTimeMSExpired */
  check(): void {
    if (performance.now() > this.#at) throw new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
  }
}

export function* mapped<T, R>(source: Paced<T>, change: (item: T) => R): Paced<R> {
  for (const item of source) yield item === undefined ? undefined : change(item);
}

export function* skipped<T>(source: Paced<T>, count: number): Paced<T> {
  let left = count;
  for (const item of source) {
    if (item === undefined || left === 0) yield item;
    else left--;
  }
}

export function* limited<T>(source: Paced<T>, count: number): Paced<T> {
  if (count === 0) return;
  let left = count;
  for (const item of source) {
    yield item;
    if (item !== undefined && --left === 0) return;
  }
}

interface Keyed<T> {
  readonly key: Buffer;
  readonly order: number;
  readonly item: T;
  readonly bytes: number;
}

const sortBytesMax = 100 * 1024 * 1024;
const byKey = <T>(left: Keyed<T>, right: Keyed<T>): number =>
  Buffer.compare(left.key, right.key) || left.order - right.order;

/**
 * All items in the order of their keys; equal keys stay in the order in which they came.
 * @param limit how many will be read at most: the rest is dropped early
 * @throws CommandError when what is kept takes more than 100 MiB
 */
export function* sorted<T>(
  source: Paced<T>,
  keyOf: (item: T) => Buffer,
  bytesOf: (item: T) => number,
  limit = Infinity,
): Paced<T> {
  let kept: Keyed<T>[] = [];
  let bytes = 0;
  let order = 0;
  for (const item of source) {
    if (item === undefined) yield undefined;
    else {
      const entry = { key: keyOf(item), order: order++, item, bytes: bytesOf(item) };
      bytes += entry.bytes + entry.key.length;
      kept.push(entry);
      if (kept.length >= 2 * limit + 1000) {
        kept = kept.sort(byKey).slice(0, limit);
        bytes = kept.reduce((sum, each) => sum + each.bytes + each.key.length, 0);
      }
      if (bytes > sortBytesMax)
        throw new CommandError(
          'QueryExceededMemoryLimitNoDiskUseAllowed',
          'a sort took more than 100 MiB; use an index or a limit',
        );
    }
  }
  kept.sort(byKey);
  for (const entry of kept) yield entry.item;
}
