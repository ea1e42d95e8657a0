import { describe, expect, test } from '@jest/globals';
import type { SaleEvent } from '@vafa/contracts';
import { SaleClosed, SaleCorrected, SaleReturned, SessionEnded } from '@vafa/contracts/checkout-events';
import { postWhatSalesOrder } from '../src/adapters/events/post-what-sales-order.ts';

const [soldAt, later] = [new Date('2026-01-02T10:00:00Z'), new Date('2026-01-05T10:00:00Z')];
const cause = { eventId: 'evt_1', clubId: 'demo', occurredAt: later };
const blank = <T>(codec: { decode(bytes: Uint8Array): T }): T => codec.decode(new Uint8Array());
const ordered = (event: SaleEvent) => postWhatSalesOrder(event, cause);
const accrual = (points: bigint) => ({
  ruleId: 'rul',
  ruleVersion: 3,
  points,
  base: points * 100n,
  ratePoints: 1n,
  ratePerAmount: 100n,
  ruleCode: 'pounds',
});
const hold = { holdKey: 'e:hold:sal:points', points: 30n, memberId: '' };
const account = (memberId: string) => ({ clubId: 'demo', memberId, unit: 'points' });

describe('what events of before effects order, under the keys of that time', () => {
  test('a sale', () => {
    expect(
      ordered({
        $case: 'saleClosed',
        value: {
          ...blank(SaleClosed),
          saleId: 'sal',
          memberId: 'ana',
          soldAt,
          accruals: [accrual(12n), accrual(0n)],
          captures: [hold],
        },
      }),
    ).toEqual([
      {
        account: account('ana'),
        key: 'e:capture:sal:points',
        cause: 'evt_1',
        reason: 'sale',
        reference: 'sal',
        effectiveAt: soldAt,
        finished: true,
        verb: { kind: 'capture', holdKey: hold.holdKey, owner: 'sal', amount: 30n },
      },
      {
        account: account('ana'),
        key: 'e:accrue:sal:rul',
        cause: 'evt_1',
        reason: 'sale',
        reference: 'sal',
        effectiveAt: soldAt,
        finished: true,
        verb: {
          kind: 'accrue',
          amount: 12n,
          basis: { ruleId: 'rul', ruleVersion: 3, base: 1_200n, points: 1n, perAmount: 100n },
        },
      },
    ]);
  });

  test('a return, of one accrual or of several, and of what somebody else had paid', () => {
    const takings = [
      { entryKey: 'e:accrue:sal:rul:cor', memberId: 'ben', ruleId: 'rul', points: 2n },
      { entryKey: 'e:accrue:sal:rul', memberId: 'ben', ruleId: 'rul', points: 3n },
    ];
    const change = { ruleId: 'rul', ruleVersion: 3, points: 0n, base: 0n, takenBack: 5n };
    const returned = { ...blank(SaleReturned), saleId: 'sal', returnId: 'ret', memberId: 'ana', returnedAt: later };
    expect(
      ordered({
        $case: 'saleReturned',
        value: { ...returned, accrualChanges: [{ ...change, takings: [] }], restorations: [hold] },
      }),
    ).toMatchObject([
      {
        account: account('ana'),
        key: 'e:restore:sal:ret',
        effectiveAt: later,
        finished: true,
        verb: { kind: 'reverse', entryKey: 'e:capture:sal:points', amount: 30n },
      },
      {
        account: account('ana'),
        key: 'e:reverse:sal:rul:ret',
        reason: 'return',
        verb: { kind: 'reverse', entryKey: 'e:accrue:sal:rul', amount: 5n },
      },
    ]);
    expect(
      ordered({
        $case: 'saleReturned',
        value: { ...returned, accrualChanges: [{ ...change, takings }], restorations: [{ ...hold, memberId: 'ben' }] },
      }),
    ).toMatchObject([
      { account: account('ben'), key: 'e:restore:sal:ret' },
      { account: account('ben'), key: 'e:reverse:sal:rul:ret', verb: { entryKey: 'e:accrue:sal:rul:cor', amount: 2n } },
      { account: account('ben'), key: 'e:reverse:sal:rul:ret:2', verb: { entryKey: 'e:accrue:sal:rul', amount: 3n } },
    ]);
  });

  test('a correction', () => {
    const taken = [{ entryKey: 'e:accrue:sal:rul', memberId: 'ana', ruleId: 'rul', points: 12n }];
    const value = {
      ...blank(SaleCorrected),
      saleId: 'sal',
      correctionId: 'cor',
      memberIdBefore: 'ana',
      memberId: 'ben',
      soldAt,
      correctedAt: later,
      given: [accrual(12n)],
      taken,
    };
    expect(ordered({ $case: 'saleCorrected', value })).toMatchObject([
      {
        account: account('ben'),
        key: 'e:accrue:sal:rul:cor',
        reason: 'correction',
        effectiveAt: soldAt,
        verb: { kind: 'accrue', amount: 12n, basis: { base: 1_200n } },
      },
      {
        account: account('ana'),
        key: 'e:reverse:sal:rul:cor',
        effectiveAt: later,
        verb: { kind: 'reverse', entryKey: 'e:accrue:sal:rul', amount: 12n },
      },
    ]);
  });

  test('a session that ended', () => {
    const [command] = ordered({
      $case: 'sessionEnded',
      value: { ...blank(SessionEnded), saleId: 'sal', memberId: 'ana', expired: true, voids: [hold] },
    });
    expect(command).toEqual({
      account: account('ana'),
      key: 'e:void:sal',
      cause: 'evt_1',
      reason: 'session_expired',
      reference: 'sal',
      effectiveAt: later,
      verb: { kind: 'void', holdKey: hold.holdKey, owner: 'sal' },
    });
  });
});
