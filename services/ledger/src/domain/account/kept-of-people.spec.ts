import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import {
  accrue,
  adjust,
  burn,
  ended,
  extend,
  hold,
  join,
  leave,
  life,
  merge,
  open,
  receive,
  reinstate,
  send,
  settle,
  unmerge,
} from '../../../test/commands.ts';
import { kept, keptRefusal } from '../../../test/kept.ts';

const clerk = { person: 'usr_1', role: 'service_agent' };
const early = { key: 'e:early', expiresAt: day(10) };

describe('of what a person does it keeps', () => {
  test('the lots of an opening', () => {
    expect(
      kept(
        account(),
        open(
          [
            { amount: 3n, expiresAt: day(10) },
            { amount: 2n },
            { amount: 4n, activeAt: day(5), expiresAt: day(9) },
            { amount: 1n, activeAt: day(1) },
          ],
          { key: 'e:o' },
        ),
      ),
    ).toStrictEqual([
      {
        kind: 'open',
        amount: 10n,
        postings: [
          { book: 'available', amount: 6n },
          { book: 'pending', amount: 4n },
          { book: 'opening', amount: -10n },
        ],
        lots: [
          { lot: 'e:o#1', place: 'active', amount: 3n, expiresAt: day(10) },
          { lot: 'never', place: 'active', amount: 2n },
          { lot: 'e:o#3', place: 'pending', amount: 4n, activeAt: day(5), expiresAt: day(9) },
          { lot: 'never', place: 'active', amount: 1n },
        ],
        debt: 0n,
      },
    ]);
  });
  test('who corrected it', () => {
    expect(kept(account(), adjust(3n, { key: 'e:up', approver: 'usr_2', expiresAt: day(10) }))).toStrictEqual([
      {
        kind: 'adjust',
        amount: 3n,
        by: { ...clerk, approver: 'usr_2' },
        lot: 'e:up',
        postings: [
          { book: 'available', amount: 3n },
          { book: 'adjustment', amount: -3n },
        ],
        lots: [{ lot: 'e:up', place: 'active', amount: 3n, expiresAt: day(10) }],
        debt: 0n,
      },
    ]);
    expect(kept(account().holding(2n), adjust(-3n, { policy: 'unlimited' }))).toStrictEqual([
      {
        kind: 'adjust',
        amount: -3n,
        by: clerk,
        postings: [
          { book: 'available', amount: -3n },
          { book: 'adjustment', amount: 3n },
        ],
        lots: [{ lot: 'never', place: 'active', amount: -2n }],
        debt: 1n,
      },
    ]);
  });
  test('the later end of a lot', () => {
    expect(kept(account().when(accrue(5n, early), hold(2n)), extend('e:early', day(20)))).toStrictEqual([
      {
        kind: 'extend',
        amount: 5n,
        target: 'e:early',
        until: day(20),
        postings: [],
        lots: [
          { lot: 'e:early', place: 'active', amount: -3n, expiresAt: day(10) },
          { lot: 'e:early', place: 'active', amount: 3n, expiresAt: day(20) },
        ],
        debt: 0n,
      },
    ]);
    expect(kept(account().when(accrue(5n, { ...early, activeAt: day(5) })), extend('e:early', day(20)))).toMatchObject([
      {
        amount: 5n,
        lots: [
          { place: 'pending', amount: -5n, activeAt: day(5), expiresAt: day(10) },
          { place: 'pending', amount: 5n, activeAt: day(5), expiresAt: day(20) },
        ],
      },
    ]);
  });
  test('what was brought back', () => {
    const expired = () => account().when(accrue(5n, early)).on(day(11));
    expect(kept(expired(), accrue(1n), reinstate('e:early', 2n, { expiresAt: day(20) }))).toStrictEqual([
      {
        kind: 'reinstate',
        amount: 2n,
        target: 'e:early',
        lot: 'e:early',
        postings: [
          { book: 'available', amount: 2n },
          { book: 'expiry', amount: -2n },
        ],
        lots: [{ lot: 'e:early', place: 'active', amount: 2n, expiresAt: day(20) }],
        debt: 0n,
      },
    ]);
    expect(kept(expired(), accrue(1n), reinstate('e:early'))).toMatchObject([
      { amount: 5n, lot: 'never', lots: [{ lot: 'never', amount: 5n }] },
    ]);
  });
  test('that an account was frozen, unfrozen and closed', () => {
    for (const kind of ['freeze', 'unfreeze', 'close'] as const) {
      expect(kept(account().when(...(kind === 'unfreeze' ? [life('freeze')] : [])), life(kind))).toStrictEqual([
        { kind, amount: 0n, postings: [], lots: [], debt: 0n },
      ]);
    }
  });
});

describe('between accounts it keeps', () => {
  const omid = 'demo.omid.points';

  test('what was sent, to whom', () => {
    expect(kept(account().when(accrue(10n, early), accrue(5n)), send(12n))).toStrictEqual([
      {
        kind: 'send',
        amount: 12n,
        other: omid,
        postings: [
          { book: 'available', amount: -12n },
          { book: 'in_transit', amount: 12n },
        ],
        lots: [
          { lot: 'e:early', place: 'active', amount: -10n, expiresAt: day(10) },
          { lot: 'never', place: 'active', amount: -2n },
        ],
        debt: 0n,
      },
    ]);
  });
  test('what came, from whom', () => {
    const units = [
      { lot: 'e:there', amount: 3n, expiresAt: day(10) },
      { lot: 'never', amount: 2n },
      { lot: 'e:late', amount: 4n, activeAt: day(5) },
    ];
    expect(kept(account(), receive(units))).toStrictEqual([
      {
        kind: 'receive',
        amount: 9n,
        other: omid,
        postings: [
          { book: 'available', amount: 5n },
          { book: 'pending', amount: 4n },
          { book: 'in_transit', amount: -9n },
        ],
        lots: [
          { lot: `${omid}~e:there`, place: 'active', amount: 3n, expiresAt: day(10) },
          { lot: 'never', place: 'active', amount: 2n },
          { lot: 'never', place: 'pending', amount: 4n, activeAt: day(5) },
        ],
        debt: 0n,
      },
    ]);
  });
  test('that it arrived, or came back', () => {
    const sent = () =>
      account()
        .holding(5n)
        .when(send(5n, { key: 'e:s' }));
    const end = { amount: 5n, target: 'e:s', other: omid, debt: 0n };
    expect(kept(sent(), ended('arrive', 'e:s'))).toStrictEqual([{ ...end, kind: 'arrive', postings: [], lots: [] }]);
    expect(kept(sent(), ended('return', 'e:s'))).toStrictEqual([
      {
        ...end,
        kind: 'return',
        postings: [
          { book: 'available', amount: 5n },
          { book: 'in_transit', amount: -5n },
        ],
        lots: [{ lot: 'never', place: 'active', amount: 5n }],
      },
    ]);
  });
  test('a merge, with all units, and until when it can be undone', () => {
    expect(
      kept(
        account().when(accrue(3n, early), accrue(2n, { key: 'e:late', activeAt: day(5), expiresAt: day(9) })),
        merge(omid),
      ),
    ).toStrictEqual([
      {
        kind: 'merge',
        amount: 5n,
        other: omid,
        until: day(32),
        kin: [],
        postings: [
          { book: 'available', amount: -3n },
          { book: 'pending', amount: -2n },
          { book: 'in_transit', amount: 5n },
        ],
        lots: [
          { lot: 'e:early', place: 'active', amount: -3n, expiresAt: day(10) },
          { lot: 'e:late', place: 'pending', amount: -2n, activeAt: day(5), expiresAt: day(9) },
        ],
        taken: [
          { lot: 'e:early', amount: 3n, expiresAt: day(10) },
          { lot: 'e:late', amount: 2n, activeAt: day(5), expiresAt: day(9) },
        ],
        debt: 0n,
      },
    ]);
    expect(kept(account().holding(1n), merge(omid, { undoUntil: day(3) }))).toMatchObject([{ until: day(3) }]);
    expect(kept(account(), unmerge(omid))).toStrictEqual([keptRefusal('not_merged')]);
  });
  test('a household, joined and left', () => {
    const still = { amount: 0n, postings: [], lots: [], debt: 0n };
    const story = account();
    expect(kept(story, join('demo.home.points', 25))).toStrictEqual([
      { ...still, kind: 'join', other: 'demo.home.points', share: 25 },
    ]);
    expect(kept(story, leave())).toStrictEqual([{ ...still, kind: 'leave', other: 'demo.home.points' }]);
    expect(kept(story, leave())).toStrictEqual([keptRefusal('not_in_pool')]);
  });
  test('a contribution, out of the lot that the units came into', () => {
    const [, shared] = account().when(join('demo.home.points', 25), accrue(10n, early)).commits[1]?.entries ?? [];
    expect(shared).toStrictEqual({
      key: 'e:pool:1',
      kind: 'send',
      amount: 2n,
      other: 'demo.home.points',
      share: 25,
      postings: [
        { book: 'available', amount: -2n },
        { book: 'in_transit', amount: 2n },
      ],
      lots: [{ lot: 'e:early', place: 'active', amount: -2n, expiresAt: day(10) }],
      debt: 0n,
      cause: 'test',
      reason: 'pool',
      reference: '',
      effectiveAt: day(1),
    });
  });
});

describe('of exceptions it keeps', () => {
  test('what a finished sale did, and the book that waits', () => {
    expect(kept(account(), burn(5n, { finished: true }))).toStrictEqual([
      {
        kind: 'suspend',
        amount: -5n,
        exception: { refusal: 'balance_too_low', book: 'redemption' },
        postings: [
          { book: 'suspense', amount: -5n },
          { book: 'redemption', amount: 5n },
        ],
        lots: [],
        debt: 0n,
      },
    ]);
  });
  test('how it was settled', () => {
    const owing = () => account().when(burn(5n, { key: 'e:x', finished: true }), accrue(2n));
    const end = { kind: 'settle', amount: -5n, target: 'e:x', by: clerk };
    expect(kept(owing(), settle('e:x', 'club'))).toStrictEqual([
      {
        ...end,
        postings: [
          { book: 'suspense', amount: 5n },
          { book: 'redemption', amount: -5n },
        ],
        lots: [],
        debt: 0n,
      },
    ]);
    expect(kept(owing(), settle('e:x', 'account'))).toStrictEqual([
      {
        ...end,
        postings: [
          { book: 'suspense', amount: 5n },
          { book: 'available', amount: -5n },
        ],
        lots: [{ lot: 'never', place: 'active', amount: -2n }],
        debt: 3n,
      },
    ]);
  });
});
