import { describe, expect, test } from '@jest/globals';
import { periodFrom, standingOf, tierSet } from './tiers.ts';

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;

test.each<[string, string, string, number, string]>([
  ['in London, over the start of summer time', 'Europe/London', '2026-03-30T12:00:00Z', 2, '2026-03-28T00:00:00Z'],
  ['in London, over its end', 'Europe/London', '2026-10-26T12:00:00Z', 1, '2026-10-24T23:00:00Z'],
  ['in Tehran, at a midnight that clocks skipped', 'Asia/Tehran', '2022-03-23T12:00:00Z', 1, '2022-03-21T20:30:00Z'],
  [
    'in Sao Paulo, at a midnight that clocks skipped',
    'America/Sao_Paulo',
    '2018-11-05T12:00:00Z',
    1,
    '2018-11-04T03:00:00Z',
  ],
  ['where it is another day already', 'Pacific/Auckland', '2026-06-30T13:00:00Z', 365, '2025-06-30T12:00:00Z'],
])('the period of a tier begins with a day of the club: %s', (_name, zone, at, days, from) => {
  expect(periodFrom(new Date(at), days, zone)).toEqual(new Date(from));
});

describe('tiers', () => {
  const tiers = [
    { code: 'base', name: 'Base', spendFrom: 0n },
    { code: 'silver', name: 'Silver', spendFrom: 10_000n },
    { code: 'gold', name: 'Gold', spendFrom: 50_000n },
  ];
  const rising = (count: number) =>
    Array.from({ length: count }, (_none, place) => ({
      code: `t${String(place)}`,
      name: 'T',
      spendFrom: BigInt(place),
    }));

  test.each([
    { periodDays: 1, tiers: rising(20) },
    { periodDays: 1, tiers: rising(1) },
    { periodDays: 3_660, tiers: [...tiers, { code: 'x'.repeat(40), name: 'n'.repeat(100), spendFrom: 10n ** 18n }] },
  ])('of %p are a set', (set) => {
    expect(tierSet(set)).toEqual(set);
  });

  test.each([
    [-500n, 'base', 'silver', 10_500n],
    [9_999n, 'base', 'silver', 1n],
    [10_000n, 'silver', 'gold', 40_000n],
    [50_000n, 'gold', undefined, 0n],
  ])('a spend of %s is %s, next %s, missing %s', (spend, tier, next, missing) => {
    const standing = standingOf(tiers, spend);
    expect([standing.tier?.code, standing.next?.code, standing.missing]).toEqual([tier, next, missing]);
  });

  test('a club without tiers has none to reach', () => {
    expect(standingOf([], 5n)).toEqual({ tier: undefined, next: undefined, missing: 0n });
  });

  test.each([
    ['no tier', { periodDays: 365, tiers: [] }],
    ['a first tier that must be earned', { periodDays: 365, tiers: tiers.slice(1) }],
    ['tiers that do not rise', { periodDays: 365, tiers: [...tiers, { code: 'x', name: 'X', spendFrom: 50_000n }] }],
    ['a period of no days', { periodDays: 0, tiers }],
    ['a period of half a day', { periodDays: 1.5, tiers }],
    ['a period beyond ten years', { periodDays: 3_661, tiers }],
    ['a code with capitals', { periodDays: 1, tiers: [{ code: 'Base', name: 'B', spendFrom: 0n }] }],
    ['a code with something behind it', { periodDays: 1, tiers: [{ code: 'base!', name: 'B', spendFrom: 0n }] }],
    ['a code with something before it', { periodDays: 1, tiers: [{ code: '-base', name: 'B', spendFrom: 0n }] }],
    ['a code of 41 letters', { periodDays: 1, tiers: [{ code: 'b'.repeat(41), name: 'B', spendFrom: 0n }] }],
    ['no name', { periodDays: 1, tiers: [{ code: 'b', name: ' ', spendFrom: 0n }] }],
    ['a name of 101 letters', { periodDays: 1, tiers: [{ code: 'b', name: 'n'.repeat(101), spendFrom: 0n }] }],
    ['what no sum reaches', { periodDays: 1, tiers: [...tiers, { code: 'x', name: 'X', spendFrom: 10n ** 18n + 1n }] }],
    [
      'a wrong code among right ones',
      { periodDays: 1, tiers: [...tiers, { code: 'X', name: 'X', spendFrom: 60_000n }] },
    ],
    ['21 tiers', { periodDays: 1, tiers: rising(21) }],
    ['one code twice', { periodDays: 1, tiers: [...tiers, { code: 'gold', name: 'X', spendFrom: 60_000n }] }],
  ])('%s is refused', (_name, set) => {
    expect(() => tierSet(set)).toThrow(code('invalid_tiers'));
  });
});
