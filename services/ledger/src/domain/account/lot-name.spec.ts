import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import { accrue } from '../../../test/commands.ts';
import { storedState, toAccountState } from '../journal/stored-state.ts';
import { plainPoints } from '../time/unit.ts';
import { activityLot, besideLot, momentLot, nameFrom, nameIn, openingLot, readLotName } from './lot-name.ts';
import { endsWithActivity } from './lots.ts';

const omid = 'demo.omid.points';
const sara = 'demo.sara.points';

describe('the name of a lot', () => {
  test.each([
    ['never', { sharing: 'ever' }],
    ['e:sale:1', { sharing: 'alone' }],
    [openingLot('e:o', 0), { sharing: 'alone' }],
    [activityLot(0), { sharing: 'activity', generation: 0 }],
    [activityLot(12), { sharing: 'activity', generation: 12 }],
    [momentLot(day(1)), { sharing: 'moment' }],
    [besideLot(momentLot(day(1)), day(2)), { sharing: 'moment' }],
    [nameFrom(omid, 'never'), { origin: omid, sharing: 'ever' }],
    [nameFrom(omid, 'e:sale:1'), { origin: omid, sharing: 'alone' }],
    [nameFrom(omid, activityLot(3)), { origin: omid, sharing: 'activity', generation: 3 }],
    [nameFrom(sara, nameFrom(omid, activityLot(3))), { origin: sara, sharing: 'activity', generation: 3 }],
  ])('%s says what the lot is', (name, says) => {
    expect(readLotName(name)).toStrictEqual(says);
  });

  test.each([
    'idle:',
    'xidle:0',
    'idle:0x',
    'e:idle:0',
    'e:until:',
    'neverever',
    'c:till~idle:0',
    '~idle:0',
    'a.b~never',
  ])('%s is that of one accrual', (name) => {
    expect(readLotName(name)).toStrictEqual({ sharing: 'alone' });
  });

  test('is another one where the lot came from', () => {
    expect(nameIn(omid, nameFrom(omid, 'never'))).toBe('never');
    expect(nameIn(omid, nameFrom(sara, nameFrom(omid, 'never')))).toBeUndefined();
    expect(nameIn(omid, 'never')).toBeUndefined();
  });
});

describe('a lot', () => {
  test('ends with activity unless it has an end of its own', () => {
    expect(endsWithActivity({ sharing: 'activity' })).toBe(true);
    expect(endsWithActivity({ sharing: 'activity', expiresAt: day(1) })).toBe(false);
    expect(endsWithActivity({ sharing: 'ever' })).toBe(false);
  });

  test('is stored by its name alone, and has its fields again when it is read', () => {
    const idle = { unit: { ...plainPoints, expiry: { model: 'after_activity' as const, months: 1 } } };
    const { state } = account().when(
      accrue(2n, { key: 'e:a', expiresAt: day(9) }),
      accrue(3n, { key: 'e:p', activeAt: day(5), expiresAt: day(9) }),
      accrue(1n, { terms: idle }),
    ).head;
    const stored = storedState(state);
    expect(stored.lots).toStrictEqual([
      { id: 'e:a', amount: 2n, expiresAt: day(9) },
      { id: 'idle:0', amount: 1n },
    ]);
    expect(stored.pendingLots).toStrictEqual([{ id: 'e:p', amount: 3n, activeAt: day(5), expiresAt: day(9) }]);
    expect(toAccountState(stored)).toStrictEqual(state);
  });
});
