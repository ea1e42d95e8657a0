import { describe, expect, test } from '@jest/globals';
import { account, day, given } from '../../../test/account-story.ts';
import {
  accrue,
  adjust,
  burn,
  capture,
  ended,
  extend,
  hold,
  life,
  open,
  receive,
  reinstate,
  reverse,
  send,
  settle,
} from '../../../test/commands.ts';
import { kept } from '../../../test/kept.ts';
import { plainPoints, type UnitRules } from '../time/unit.ts';

const under = (rules: Partial<UnitRules>) => ({ terms: { unit: { ...plainPoints, ...rules } } });
const opening = open([{ amount: 40n }]);
const lot = 'e:lot';

describe('an opening comes first', () => {
  test('on an account that only refused, too', () => {
    given(account()).when(burn(1n), opening).thenPosted({ available: 40n });
  });
  test.each([
    ['was earned', accrue(1n)],
    ['was earned and waits', accrue(1n, { activeAt: day(9) })],
    ['was spent below a cap', burn(1n, { terms: { cap: 1n } })],
    ['is held below a cap', hold(1n, { terms: { cap: 1n } })],
    ['was corrected', adjust(1n)],
    ['came as a gift', receive([{ lot: 'e:a', amount: 1n }])],
  ])('not after what %s', (_name, command) => {
    given(account()).when(command).thenPosted().when(opening).thenRefused('account_in_use');
  });
  test('not after what was earned and taken back', () => {
    given(account())
      .when(accrue(5n, { key: 'e:a' }), reverse('e:a'), opening)
      .thenRefused('account_in_use');
  });
  test('a lot is active from the moment on at which it activates', () => {
    given(account())
      .on(day(5))
      .when(
        open([
          { amount: 1n, activeAt: day(5) },
          { amount: 2n, activeAt: day(6) },
        ]),
      )
      .thenPosted({ available: 1n, pending: 2n });
  });
});

describe('approval is needed', () => {
  const approved = (amount: bigint, terms: object, approver?: string) =>
    given(account().holding(1_000n)).when(adjust(amount, { terms, ...(approver !== undefined && { approver }) }));

  test('above the limit, up and down, and not at it', () => {
    approved(101n, { approvalAbove: 100n }).thenRefused('approval_missing');
    approved(-101n, { approvalAbove: 100n }).thenRefused('approval_missing');
    approved(100n, { approvalAbove: 100n }).thenPosted();
    approved(-100n, { approvalAbove: 100n }).thenPosted();
  });
  test('by the rules of the unit, when the command says nothing', () => {
    approved(51n, under({ approvalAbove: 50n }).terms).thenRefused('approval_missing');
    approved(51n, { ...under({ approvalAbove: 50n }).terms, approvalAbove: 60n }).thenPosted();
    approved(51n, under({}).terms).thenPosted();
  });
});

describe('an extension', () => {
  const expiring = () => account().when(accrue(50n, { key: lot, expiresAt: day(10) }));

  test('is to a later moment than the lot’s, and than now', () => {
    given(expiring())
      .when(extend(lot, day(10)))
      .thenRefused('expiry_not_later')
      .when(extend(lot, new Date(day(10).getTime() + 1)))
      .thenPosted();
    given(expiring())
      .when(hold(50n))
      .on(day(20))
      .when(extend(lot, day(15)))
      .thenRefused('expiry_not_later')
      .when(extend(lot, day(20)))
      .thenRefused('expiry_not_later')
      .when(extend(lot, day(21)))
      .thenPosted();
  });
  test('is of a lot that ends', () => {
    given(account())
      .when(accrue(50n, { key: lot, activeAt: day(5) }), extend(lot, day(90)))
      .thenRefused('expiry_not_later');
  });
  test('is of the lot that it names, among others', () => {
    const story = account().when(
      accrue(1n, { key: 'e:one', expiresAt: day(9) }),
      accrue(2n, { key: lot, expiresAt: day(10) }),
      accrue(3n, { key: 'e:wait', activeAt: day(7), expiresAt: day(11) }),
      hold(1n),
    );
    given(story)
      .when(extend(lot, day(30)))
      .thenPosted()
      .on(day(12))
      .thenLots([lot, 2n]);
    expect(story.commits.at(-1)?.entries[0]).toMatchObject({
      amount: 2n,
      lots: [
        { lot, amount: -2n },
        { lot, amount: 2n, expiresAt: day(30) },
      ],
    });
  });
});

describe('a reinstatement', () => {
  const expired = () =>
    account()
      .when(accrue(50n, { key: lot, expiresAt: day(10) }))
      .on(day(10));

  test('brings back no more than expired', () => {
    given(expired())
      .when(reinstate(lot, 51n))
      .thenRefused('nothing_expired')
      .when(reinstate(lot, 50n))
      .thenPosted({ available: 50n });
  });
  test('lives until a later moment than now', () => {
    given(expired())
      .when(reinstate(lot, 1n, { expiresAt: day(10) }))
      .thenRefused('expiry_not_later')
      .when(reinstate(lot, 1n, { expiresAt: day(11) }))
      .thenPosted({ available: 1n });
  });
});

describe('taking an accrual back', () => {
  test('goes by the rules of the unit, when the command says nothing', () => {
    const spent = () => account().when(accrue(10n, { key: 'e:a' }), burn(4n));
    const { terms } = under({ negative: 'unlimited' });
    given(spent())
      .when(reverse('e:a', 0n, { policy: 'of_unit', terms }))
      .thenPosted({ available: -4n });
    given(spent())
      .when(reverse('e:a', 0n, { policy: 'of_unit', ...under({ negative: 'within_balance' }) }))
      .thenRefused('balance_too_low');
    given(spent())
      .when(reverse('e:a', 0n, { policy: 'of_unit', terms: {} }))
      .thenRefused('balance_too_low');
    given(spent())
      .when(reverse('e:a', 0n, { policy: 'of_unit' }))
      .thenRefused('balance_too_low');
  });
  test('only while it is pending, where that is the rule; what expired is spared', () => {
    const { terms } = under({ negative: 'only_pending' });
    given(account())
      .when(accrue(10n, { key: 'e:a' }), reverse('e:a', 0n, { policy: 'of_unit', terms }))
      .thenRefused('balance_too_low');
    given(account())
      .when(accrue(10n, { key: 'e:a', activeAt: day(5) }), reverse('e:a', 0n, { policy: 'of_unit', terms }))
      .thenPosted({ pending: 0n });
    given(account())
      .when(accrue(10n, { key: 'e:a', expiresAt: day(5) }))
      .on(day(6))
      .when(reverse('e:a', 0n, { policy: 'of_unit', terms }))
      .thenPosted({ available: 0n });
  });
  test('from the lot that never ends, nothing is spared for what expired elsewhere', () => {
    given(account())
      .when(accrue(10n, { key: 'e:a' }), accrue(5n, { key: 'e:b', expiresAt: day(5) }))
      .on(day(6))
      .when(burn(4n), reverse('e:a'))
      .thenPosted({ available: -4n });
  });
});

describe('what the status of an account lets in', () => {
  test.each([
    ['a gift that arrives', receive([{ lot: 'e:a', amount: 1n }])],
    ['a gift that leaves', send(1n)],
    ['a hold', hold(1n)],
    ['an opening', opening],
    ['a second freeze', life('freeze')],
  ])('frozen, not %s', (_name, command) => {
    given(account().holding(5n)).when(life('freeze'), command).thenRefused('account_frozen');
  });
  test('frozen, corrections of a person', () => {
    given(account())
      .when(
        accrue(5n, { key: lot, expiresAt: day(9) }),
        accrue(1n, { key: 'e:a' }),
        hold(1n, { key: 'e:h' }),
        life('freeze'),
      )
      .when(capture('e:h', 1n))
      .thenPosted()
      .when(extend(lot, day(20)))
      .thenPosted()
      .when(adjust(1n))
      .thenPosted()
      .when(reverse('e:a'))
      .thenPosted()
      .on(day(20))
      .when(reinstate(lot, 1n))
      .thenPosted();
  });
  test('frozen, the end of a transfer, of an exception and of the account', () => {
    given(account().holding(1n))
      .when(send(1n, { key: 'e:s' }), life('freeze'), ended('arrive', 'e:s'))
      .thenPosted()
      .when(life('close'))
      .thenPosted();
    given(account())
      .when(burn(1n, { key: 'e:x', finished: true }), life('freeze'), settle('e:x', 'club'))
      .thenPosted();
  });
  test('closed, nothing more', () => {
    given(account())
      .when(life('close'))
      .thenPosted()
      .when(adjust(1n))
      .thenRefused('account_closed')
      .when(life('unfreeze'))
      .thenRefused('account_closed');
  });
  test.each([
    ['available', accrue(1n)],
    ['pending', accrue(1n, { activeAt: day(9) })],
    ['an exception', burn(1n, { finished: true })],
    ['a debt', adjust(-1n, { policy: 'unlimited' })],
  ])('not closed with what is %s', (_name, command) => {
    given(account()).when(command, life('close')).thenRefused('account_not_empty');
  });
  test('not closed with what is held or on its way', () => {
    given(account().holding(1n)).when(hold(1n), life('close')).thenRefused('account_not_empty');
    given(account().holding(1n)).when(send(1n), life('close')).thenRefused('account_not_empty');
  });
  test('an unfrozen account is open again', () => {
    expect(account().when(life('freeze'), life('unfreeze')).head.state).not.toHaveProperty('status');
    expect(account().when(life('freeze')).holding(1n).head.state.status).toBe('frozen');
    expect(kept(account(), life('unfreeze'))).toMatchObject([{ refusal: 'not_frozen' }]);
  });
});
