import { describe, expect, test } from '@jest/globals';
import { takingsByKey, turnedBackBy } from './effect-keys.ts';

const taking = (ruleId: string, points: bigint, entryKey = `e:accrue:sal:${ruleId}`) => ({ entryKey, memberId: 'ana', ruleId, points });
const returned = { saleId: 'sal', returnId: 'ret', memberId: 'ben', accrualChanges: [], restorations: [] };

describe('what a return turns back', () => {
  test('of a sale that was never corrected is the accrual of its close, rule by rule', () => {
    const accrualChanges = [
      { ruleId: 'a', takenBack: 5n, takings: [] },
      { ruleId: 'b', takenBack: 0n, takings: [] },
    ];
    expect(turnedBackBy({ ...returned, accrualChanges })).toEqual({ taken: [{ key: 'e:reverse:sal:a:ret', memberId: 'ben', entryKey: 'e:accrue:sal:a', points: 5n }], restored: [] });
  });

  test('of a corrected sale is what stands in its takings, whoever has it', () => {
    const takings = [taking('a', 2n, 'e:accrue:sal:a:cor'), taking('a', 3n)];
    expect(turnedBackBy({ ...returned, accrualChanges: [{ ruleId: 'a', takenBack: 5n, takings }] }).taken).toEqual([
      { key: 'e:reverse:sal:a:ret', memberId: 'ana', entryKey: 'e:accrue:sal:a:cor', points: 2n },
      { key: 'e:reverse:sal:a:ret:2', memberId: 'ana', entryKey: 'e:accrue:sal:a', points: 3n },
    ]);
  });

  test('gives points back to whoever paid, else to the member of the sale', () => {
    const back = (memberId: string, points: bigint) => turnedBackBy({ ...returned, restorations: [{ memberId, points }] }).restored;
    expect(back('', 7n)).toEqual([{ key: 'e:restore:sal:ret', memberId: 'ben', entryKey: 'e:capture:sal:points', points: 7n }]);
    expect(back('ana', 7n)).toMatchObject([{ memberId: 'ana' }]);
    expect(back('', 0n)).toEqual([]);
  });
});

test('takings of nothing have no key and no place', () => {
  expect(takingsByKey('sal', 'cor', [taking('a', 0n), taking('a', 1n), taking('b', 1n), taking('a', 1n)]).map(({ key }) => key)).toEqual(['e:reverse:sal:a:cor', 'e:reverse:sal:b:cor', 'e:reverse:sal:a:cor:2']);
});
