import { describe, expect, test } from '@jest/globals';
import { compare, type Standing } from '../src/ledger/expectation.ts';

const standings = (entries: number, available: bigint, held = 0n): ReadonlyMap<string, Standing> =>
  new Map([['clb.sara.points', { entries, available, held }]]);
const found = (available: bigint, held = 0n) => new Map([['clb.sara.points', { available, held }]]);

describe('what a block must leave', () => {
  test('is there', () => {
    expect(compare(standings(2, 100n, 7n), found(100n, 7n), 2)).toEqual([]);
  });

  test.each([
    ['an entry that is lost', standings(2, 100n), found(100n), 1, ['1 entries instead of 2']],
    [
      'an entry that counts twice',
      standings(2, 100n),
      found(200n),
      3,
      ['3 entries instead of 2', 'clb.sara.points has 200 and 0 held instead of 100 and 0 held'],
    ],
    [
      'units that are held still',
      standings(1, 100n),
      found(93n, 7n),
      1,
      ['clb.sara.points has 93 and 7 held instead of 100 and 0 held'],
    ],
    [
      'an account without entries',
      standings(1, 100n),
      new Map(),
      1,
      ['clb.sara.points has nothing instead of 100 and 0 held'],
    ],
    ['an account nobody asked for', new Map(), found(1n), 0, ['clb.sara.points was not asked for']],
  ])('%s is found', (_name, expected, there, entries, differences) => {
    expect(compare(expected, there, entries)).toEqual(differences);
  });
});
