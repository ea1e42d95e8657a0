import { describe, expect, test } from '@jest/globals';
import { heldBy, settle, type LeaseTable } from '../src/relay/lease-table.ts';
import { sliceCount, sliceOf } from '../src/relay/slices.ts';

const nobody = new Set<string>();
const table = (
  replicas: readonly string[],
  slices: readonly (string | null)[] = Array.from({ length: sliceCount }, () => null),
): LeaseTable => ({
  version: 0,
  replicas: Object.fromEntries(replicas.map((id) => [id, { beat: 1, process: 'host|1|1' }])),
  slices,
});
/** Everybody settles in turn until nobody changes anything. */
const settled = (replicas: readonly string[], slices: readonly (string | null)[]): readonly (string | null)[] => {
  let now = slices;
  for (let rounds = 0; rounds < 10; rounds++) {
    const before = now;
    for (const id of replicas) now = settle(table(replicas, now), id, nobody) ?? now;
    if (now === before) return now;
  }
  throw new Error('the replicas never agreed');
};
const counts = (slices: readonly (string | null)[]): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const holder of slices) found[holder ?? 'nobody'] = (found[holder ?? 'nobody'] ?? 0) + 1;
  return found;
};

describe('lease table', () => {
  test('one replica alone has everything, and then nothing to change', () => {
    const slices = settle(table(['a']), 'a', nobody);
    expect(counts(slices ?? [])).toEqual({ a: 16 });
    expect(settle(table(['a'], slices), 'a', nobody)).toBeUndefined();
  });

  test('replicas come and go: all slices are held, evenly, and few change hands', () => {
    let slices: readonly (string | null)[] = table([]).slices;
    for (const [replicas, expected] of [
      [['a'], { a: 16 }],
      [['a', 'b'], { a: 8, b: 8 }],
      [['a', 'b', 'c'], { a: 6, b: 5, c: 5 }],
      [['a', 'b', 'c', 'd', 'e'], { a: 4, b: 3, c: 3, d: 3, e: 3 }],
      [['b', 'd'], { b: 8, d: 8 }],
    ] as const) {
      const before = slices;
      slices = settled(replicas, slices);
      expect(counts(slices)).toEqual(expected);
      const kept = slices.filter((holder, slice) => holder === before[slice]).length;
      const couldKeep = Object.entries(expected).reduce(
        (sum, [id, due]) => sum + Math.min(due, counts(before)[id] ?? 0),
        0,
      );
      expect(kept).toBe(couldKeep);
    }
  });

  test('more replicas than slices: some have none', () => {
    const replicas = Array.from({ length: 20 }, (_none, index) => `r${String(index)}`);
    expect(Object.values(counts(settled(replicas, table([]).slices)))).toEqual(Array.from({ length: 16 }, () => 1));
  });

  test('a slice of another is not touched until that one gave it up or is gone', () => {
    const all = Array.from({ length: sliceCount }, () => 'a');
    expect(settle(table(['a', 'b'], all), 'b', nobody)).toBeUndefined();
    expect(counts(settle(table(['a', 'b'], all), 'b', new Set(['a'])) ?? [])).toEqual({ b: 16 });
    expect(heldBy(table(['b'], all), 'a').size).toBe(0);
    expect(settle(table(['b'], all), 'a', nobody)).toBeUndefined();
  });
});

test('documents spread over all slices, and each keeps its own', () => {
  const spread = new Map<number, number>();
  for (let index = 0; index < 16_000; index++) {
    const slice = sliceOf(`sal_${String(index).padStart(8, '0')}`);
    spread.set(slice, (spread.get(slice) ?? 0) + 1);
  }
  expect(spread.size).toBe(16);
  for (const count of spread.values()) expect(count).toBeGreaterThan(700);
  expect([sliceOf(''), sliceOf('mbr_1'), sliceOf('clb_a.member.mbr_1')]).toEqual([
    sliceOf(''),
    sliceOf('mbr_1'),
    sliceOf('clb_a.member.mbr_1'),
  ]);
});
