import { Decision, type Effect } from '@vafa/contracts/effects';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import { BSON } from 'mongodb';
import { toCheckoutEvent } from '../src/adapters/events/to-checkout-event.ts';
import type { Adjudication } from '../src/domain/session/adjudication.ts';
import type { BatchItem } from '../src/domain/batch/batch-item.ts';
import { soldFact } from '../src/domain/session/end-session.ts';
import type { NewLine } from '../src/domain/session/line.ts';
import type { Posting } from '../src/domain/session/postings.ts';
import type { Session, SessionFact } from '../src/domain/session/session.ts';
import { memoryCheckout } from './in-memory.ts';

/** A busy machine takes its time. */
const patient = 600_000;
const clubId = 'clb_1';
const terms = { clubId, source: 'file', branchIds: [] };
const memberId = derivedId(sharedIdPrefixes.member, 'ana');
const at = (day: number): Date => new Date(Date.UTC(2026, 10, day, 10));
const line = (sku: string, quantity: number, row = 1): NewLine => ({
  sku,
  description: '',
  quantityMilli: BigInt(quantity * 1_000),
  unitPrice: '1',
  row,
});
const sale = (
  receipt: string,
  day: number,
  lines: readonly NewLine[],
  changes: Partial<BatchItem> = {},
): BatchItem => ({
  sessionId: receipt,
  branchId: derivedId(sharedIdPrefixes.branch, 'b'),
  till: '1',
  receipt,
  memberId,
  at: at(day),
  dayOnly: false,
  row: 1,
  lines,
  isReturn: false,
  exceptions: [],
  ...changes,
});
const back = (receipt: string, lines: readonly NewLine[]): BatchItem =>
  sale(receipt, 12, lines, { sessionId: '', isReturn: true });
const many = (count: number, make: (place: number) => BatchItem): BatchItem[] =>
  Array.from({ length: count }, (_none, place) => make(place));

const run = () => {
  const checkout = memoryCheckout(new Date('2026-11-27T12:00:00Z'));
  const submit = async (items: readonly BatchItem[]) => {
    const outcomes = [];
    for (let from = 0; from < items.length; from += 500)
      outcomes.push(...(await checkout.batch.execute(terms, items.slice(from, from + 500))));
    return outcomes.map(({ status, exceptions }) => [status, ...exceptions.map(({ code }) => code)].join(' '));
  };
  const stored = (sessionId: string) => checkout.sessions.all().find((session) => session.sessionId === sessionId);
  return { ...checkout, submit, stored };
};

describe('returns of one sale in batches', () => {
  test(
    'beyond a thousand are refused, each with its reason, until another sale takes them',
    async () => {
      const { submit, stored } = run();
      await submit([sale('S', 10, [line('tea', 5_000)])]);
      expect(
        new Set(await submit(many(998, (place) => back(`R${String(place).padStart(4, '0')}`, [line('tea', 1)])))),
      ).toEqual(new Set(['accepted']));
      expect(await submit(many(4, (place) => back(`T${String(place)}`, [line('tea', 1)])))).toEqual([
        'accepted',
        'accepted',
        'exception too_many_returns',
        'exception too_many_returns',
      ]);
      expect(stored('S')?.returns).toHaveLength(1_000);
      await submit([sale('S2', 9, [line('tea', 1)])]);
      expect(await submit([back('T2', [line('tea', 1)]), back('T3', [line('tea', 1)])])).toEqual([
        'accepted',
        'exception too_many_returns',
      ]);
    },
    patient,
  );

  test(
    'take back 30,000 lines of it at most',
    async () => {
      const { submit, stored } = run();
      const goods = Array.from({ length: 10_000 }, (_none, place) => `S${String(place)}`);
      await submit([
        sale(
          'S',
          10,
          goods.map((sku) => line(sku, 9)),
        ),
      ]);
      const all = (receipt: string, count = goods.length): BatchItem =>
        back(
          receipt,
          goods.slice(0, count).map((sku, place) => line(sku, 1, place)),
        );
      expect(await submit([all('R1'), all('R2'), all('R3', 9_998)])).toEqual(['accepted', 'accepted', 'accepted']);
      expect(await submit([all('R4', 4)])).toEqual(['accepted too_many_returns too_many_returns']);
      expect(stored('S')?.returns.map(({ lines }) => lines.length)).toEqual([10_000, 10_000, 9_998, 2]);
    },
    patient,
  );
});

test('a sale with the most of everything, and all of its events waiting, is a document', () => {
  const id = derivedId(sharedIdPrefixes.sale, '1');
  const key = `c:${id}:${'k'.repeat(255)}`;
  const text = (length: number): string => 'چ'.repeat(length);
  const lines = Array.from({ length: 10_000 }, (_none, index) => ({
    position: index + 1,
    sku: text(50),
    description: text(50),
    quantityMilli: 1_000n,
    unitPrice: '1000000.000000000001',
    amount: 10n ** 14n,
    returnedMilli: 1_000n,
  }));
  const effect: Effect = {
    id,
    promotionId: id,
    promotionVersion: 1,
    promotionCode: text(20),
    promotionName: '',
    reason: 'earning_rule',
    basis: { base: 1n, points: 1n, perAmount: 1n },
    effect: { $case: 'points', value: { amount: 1n } },
  };
  const adjudication: Adjudication = {
    decision: Decision.encode({
      format: 1,
      effects: Array.from({ length: 20 }, () => effect),
      rejections: [],
      recorded: undefined,
    }).finish(),
    dues: Array.from({ length: 20 }, () => ({ effectId: id, unit: 'points', amount: 1n })),
    adjustments: [],
  };
  const returned = (count: number) =>
    Array.from({ length: count }, (_none, index) => ({
      position: index + 1,
      quantityMilli: 1_000n,
      amount: 10n ** 14n,
    }));
  const ordered = Array.from({ length: 10 }, () => ({
    key: `e:${id}:${id}:${id}:back`,
    account: id,
    unit: 'points',
    amount: 1n,
    restores: false,
  }));
  const postings = ordered.map(
    ({ restores: _restores, ...one }): Posting => ({
      ...one,
      verb: 'reverse',
      entryKey: `e:${id}:${id}`,
      effectId: id,
      effectiveAt: new Date(),
    }),
  );
  const returns = Array.from({ length: 1_000 }, () => ({
    id,
    receipt: text(100),
    at: new Date(),
    lines: returned(30),
    amount: 10n ** 14n,
    pointsTakenBack: 1n,
    pointsRestored: 1n,
    ordered,
  }));
  const session: Session & { readonly soldAt: Date } = {
    clubId,
    sessionId: text(100),
    saleId: id,
    state: 'closed',
    branchId: id,
    till: text(100),
    receipt: text(100),
    receiptId: text(400),
    memberId: id,
    currency: 'GBP',
    currencyDigits: 2,
    lines,
    total: 10n ** 14n,
    pointValue: 0n,
    adjudication,
    reservations: [],
    refusedHolds: [],
    returns,
    apiReturns: 1_000,
    openedAt: new Date(),
    closedAt: new Date(),
    soldAt: new Date(),
    historical: false,
    row: 0,
  };
  const place = { eventId: id, occurredAt: new Date(), clubId, documentId: id, epoch: 1, sequence: 1n };
  const fact = (made: Session['returns'][number]): SessionFact => ({
    kind: 'returned',
    session,
    return: made,
    remainingTotal: 0n,
    historical: false,
    postings,
  });
  const events = [
    toCheckoutEvent(soldFact(session)),
    ...returns.slice(1).map((made) => toCheckoutEvent(fact(made))),
  ].map((event) => event(place));
  const outbox = events.map(({ type, payload }) => ({
    id,
    type,
    at: new Date(),
    sequence: 1,
    traceparent: 'x'.repeat(55),
    payload: Buffer.from(payload),
  }));
  const size = BSON.calculateObjectSize({ ...session, keys: Array.from({ length: 1_000 }, () => key), outbox });
  expect(size).toBeLessThan(16 * 1024 * 1024);
});
