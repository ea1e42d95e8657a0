import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Ranking } from './ranking.ts';

test('the best are those that a full sort puts first, ties with the last one included', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -5n, max: 20n }), { maxLength: 200 }),
      fc.integer({ min: 0, max: 12 }),
      (amounts, size) => {
        const ranking = new Ranking(size);
        amounts.forEach((outstanding, n) => {
          ranking.add({ memberId: `m${String(n).padStart(3, '0')}`, outstanding });
        });
        const best = ranking.best().map((member) => member.outstanding);
        const positive = amounts.filter((amount) => amount > 0n).sort((a, b) => Number(b - a));
        const last = positive[size - 1];
        expect(best).toEqual(size === 0 ? [] : positive.filter((amount) => last === undefined || amount >= last));
      },
    ),
  );
});

test('it forgets what can no longer be among the best', () => {
  const ranking = new Ranking(2);
  for (let n = 0; n < 30_000; n++) ranking.add({ memberId: String(n), outstanding: BigInt((n * 7919) % 30_000) });
  expect(ranking.best().map((member) => member.outstanding)).toEqual([29_999n, 29_998n]);
});

test('those with the same are in the order of their ids, whichever came first', () => {
  const ranking = new Ranking(3);
  for (const [memberId, outstanding] of [
    ['b', 5n],
    ['c', 7n],
    ['a', 5n],
    ['d', 9n],
    ['e', 5n],
  ] as const)
    ranking.add({ memberId, outstanding });
  expect(ranking.best().map((member) => member.memberId)).toEqual(['d', 'c', 'a', 'b', 'e']);
});
