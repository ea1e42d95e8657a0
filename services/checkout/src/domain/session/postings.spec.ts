import { describe, expect, test } from '@jest/globals';
import { minutes, noon, opened, sara } from '../../../test/sales.ts';
import {
  accruals,
  captures,
  givenBy,
  givenByCorrection,
  restorations,
  reversals,
  takeFrom,
  voids,
} from './postings.ts';
import type { Given } from './postings.ts';
import type { Reservation } from './reservation.ts';

const due = (effectId: string, amount: bigint, unit = 'points') => ({ effectId, unit, amount });
const gave = (key: string, effectId: string, amount: bigint, unit = 'points'): Given => ({
  key,
  account: sara,
  effectId,
  unit,
  amount,
});
const paid: Reservation = {
  id: 'pay:points',
  account: sara,
  unit: 'points',
  amount: 300n,
  key: 'e:sal_1:pay:points:hold',
  captureKey: 'e:sal_1:pay:points',
  pays: 300n,
};
const decided = (...dues: ReturnType<typeof due>[]) => ({ decision: new Uint8Array(), adjustments: [], dues });

describe('what a sale has given', () => {
  const sale = () => opened();

  test('is what its effects are due, each under a key of its own', () => {
    const adjudication = decided(due('a', 3n), due('b', 2n, 'stamps'));
    expect(givenBy({ ...sale(), adjudication })).toEqual([
      gave('e:sal_1:a', 'a', 3n),
      gave('e:sal_1:b', 'b', 2n, 'stamps'),
    ]);
  });

  test('is nothing where there is no member, and nothing of an effect that is due nothing', () => {
    const adjudication = decided(due('a', 3n), due('b', 0n));
    expect(givenBy({ ...sale(), adjudication, memberId: '' })).toEqual([]);
    expect(givenBy({ ...sale(), adjudication })).toEqual([gave('e:sal_1:a', 'a', 3n)]);
  });

  test('is what stands once it was corrected, whatever is due', () => {
    expect(givenBy({ ...sale(), adjudication: decided(due('a', 3n)), given: [] })).toEqual([]);
  });

  test('has the correction in the keys of what that gave', () => {
    expect(givenByCorrection('sal_1', 'cor_1', sara, [due('a', 3n)])).toEqual([gave('e:sal_1:a:cor_1', 'a', 3n)]);
    expect(givenByCorrection('sal_1', 'cor_1', '', [due('a', 3n)])).toEqual([]);
  });
});

describe('taking from what was given', () => {
  const first = gave('e:sal_1:a', 'a', 10n);
  const second = gave('e:sal_1:a:cor_1', 'a', 4n);
  const stamps = gave('e:sal_1:a', 'a', 5n, 'stamps');
  const other = gave('e:sal_1:b', 'b', 7n);

  test('takes what came last first, and keeps the rest of an entry that is taken in part', () => {
    expect(takeFrom([first, second], due('a', 6n))).toEqual({
      taken: [
        { ...second, amount: 4n },
        { ...first, amount: 2n },
      ],
      left: [{ ...first, amount: 8n }],
    });
  });

  test('leaves what is not asked for, in its order', () => {
    expect(takeFrom([first, second], due('a', 4n))).toEqual({ taken: [second], left: [first] });
    expect(takeFrom([first, second], due('a', 1n))).toEqual({
      taken: [{ ...second, amount: 1n }],
      left: [first, { ...second, amount: 3n }],
    });
  });

  test('touches neither other effects nor other units of the same effect', () => {
    expect(takeFrom([other, first, stamps], due('a', 100n))).toEqual({ taken: [first], left: [other, stamps] });
  });
});

describe('postings', () => {
  test('accrue what was given, as of the time of the sale', () => {
    expect(accruals([gave('e:sal_1:a', 'a', 3n)], minutes(1))).toEqual([
      {
        verb: 'accrue',
        key: 'e:sal_1:a',
        account: sara,
        effectId: 'a',
        unit: 'points',
        amount: 3n,
        effectiveAt: minutes(1),
      },
    ]);
  });

  test('capture and void what was reserved, each by a key of its own', () => {
    const common = { account: sara, unit: 'points', amount: 300n, effectId: '', effectiveAt: noon };
    const holdKey = 'e:sal_1:pay:points:hold';
    expect(captures([paid], noon)).toEqual([{ verb: 'capture', key: 'e:sal_1:pay:points', holdKey, ...common }]);
    expect(voids([paid], noon)).toEqual([{ verb: 'void', key: `${holdKey}:void`, holdKey, ...common }]);
  });

  test('turn back each entry by a key of its own', () => {
    const taken = [gave('e:sal_1:a:cor_1', 'a', 4n), gave('e:sal_1:b', 'b', 7n), gave('e:sal_1:a', 'a', 2n)];
    expect(reversals('sal_1', 'ret_1', taken, noon)).toMatchObject([
      { verb: 'reverse', key: 'e:sal_1:a:ret_1:back', entryKey: 'e:sal_1:a:cor_1', amount: 4n },
      { verb: 'reverse', key: 'e:sal_1:b:ret_1:back', entryKey: 'e:sal_1:b', amount: 7n },
      { verb: 'reverse', key: 'e:sal_1:a:ret_1:back:2', entryKey: 'e:sal_1:a', amount: 2n },
    ]);
  });

  test('give back to whoever paid, of the entry that captured it', () => {
    expect(restorations('sal_1', 'ret_1', paid, 100n, minutes(9))).toEqual([
      {
        verb: 'reverse',
        key: 'e:sal_1:pay:points:ret_1',
        entryKey: 'e:sal_1:pay:points',
        account: sara,
        unit: 'points',
        amount: 100n,
        effectId: '',
        effectiveAt: minutes(9),
      },
    ]);
    expect(restorations('sal_1', 'ret_1', paid, 0n, noon)).toEqual([]);
    expect(restorations('sal_1', 'ret_1', undefined, 100n, noon)).toEqual([]);
  });
});
