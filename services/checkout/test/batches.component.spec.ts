import { unreadTerms } from '@vafa/contracts';
import { BatchStatus, type BatchItem, type SubmitBatchRequest } from '@vafa/contracts/checkout';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { eventually } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ruleId } from './fake-neighbours.ts';
import { fresh, newLine, putOf, returnOf, runCheckout, saleOf } from './running-checkout.ts';
import { noon } from './sales.ts';

let run: Awaited<ReturnType<typeof runCheckout>>;
const {
  BATCH_STATUS_ACCEPTED: accepted,
  BATCH_STATUS_DUPLICATE: duplicate,
  BATCH_STATUS_EXCEPTION: exception,
} = BatchStatus;

beforeAll(async () => {
  run = await runCheckout();
});
afterAll(() => run.stop());

const batchOf = (clubId: string, items: BatchItem[], source = 'file-1'): SubmitBatchRequest => ({
  clubId,
  ...unreadTerms,
  source,
  items,
});
const submit = async (clubId: string, items: BatchItem[], source?: string) =>
  (await run.checkout.submitBatch(batchOf(clubId, items, source))).outcomes;
const statuses = (outcomes: { status: BatchStatus }[]): BatchStatus[] => outcomes.map(({ status }) => status);
const rows = (outcomes: { exceptions: { row: bigint; code: string; quantityMilli: bigint }[] }[]) =>
  outcomes.flatMap(({ exceptions }) =>
    exceptions.map(({ row, code, quantityMilli }) => [Number(row), code, Number(quantityMilli) / 1_000]),
  );
const summary = async (clubId: string): Promise<number[]> => {
  const { sales, salesWithoutMember, returns, exceptions } = await run.checkout.getCheckoutSummary({ clubId });
  return [sales, salesWithoutMember, returns, exceptions].map(Number);
};
const session = async (clubId: string, item: BatchItem) => {
  const found = (await run.checkout.getSession({ clubId, sessionId: item.sessionId })).session;
  if (!found) throw new Error('no session');
  return found;
};
const member = (): string => derivedId(sharedIdPrefixes.member, fresh('member'));

describe('sales made elsewhere', () => {
  test('become closed sessions that are told as historical, with the rules asked as of their time', async () => {
    const clubId = fresh('club');
    const item = saleOf();
    const [outcome] = await submit(clubId, [item]);
    expect(outcome).toMatchObject({ status: accepted, exceptions: [] });
    expect(await session(clubId, item)).toMatchObject({
      saleId: outcome?.saleId,
      historical: true,
      soldAt: item.at,
      closedAt: noon,
      total: 1_249n,
      decision: { effects: [{ effect: { value: { amount: 12n } } }] },
    });
    await eventually(() => run.told.of('saleClosed', outcome?.saleId ?? '').length === 1);
    expect(run.told.of('saleClosed', outcome?.saleId ?? '')[0]).toMatchObject({
      historical: true,
      soldAt: item.at,
      receipt: item.receipt,
      decision: { effects: [{ promotionId: ruleId, effect: { value: { amount: 12n } } }] },
    });
  });

  test('are counted by hours of the club, within the period and with the share of members', async () => {
    const clubId = fresh('club');
    const at = (time: string): Date => new Date(`2026-01-31T${time}Z`);
    await submit(clubId, [
      saleOf({ at: at('22:59:59.999') }),
      saleOf({ at: at('23:10:00'), memberId: '' }),
      saleOf({ at: at('23:50:00') }),
    ]);
    const asked = (from: Date, to: Date) => run.checkout.getSalesByHour({ clubId, from, to });
    const { hours } = await asked(at('00:00:00'), new Date('2026-02-02T00:00:00Z'));
    expect(
      hours.map(({ sales, memberSales, amount, memberAmount }) => [sales, memberSales, amount, memberAmount]),
    ).toEqual([
      [1n, 1n, 1_249n, 1_249n],
      [2n, 1n, 2_498n, 1_249n],
    ]);
    expect(hours.map(({ day, hour }) => `${day} ${String(hour)}`)).toEqual(['2026-01-31 22', '2026-01-31 23']);
    expect((await asked(at('23:10:00'), at('23:50:00'))).hours).toMatchObject([{ sales: 1n, memberSales: 0n }]);
    const wrong = { kind: 'invalid', code: 'invalid_session' };
    await expect(asked(at('10:00:00'), at('10:00:00'))).rejects.toMatchObject(wrong);
    await expect(asked(at('10:00:00'), new Date('2026-06-01T00:00:00Z'))).rejects.toMatchObject(wrong);
  });

  test('are answered line by line', async () => {
    const clubId = fresh('club');
    const partly = saleOf({
      lines: [
        newLine('a', 1n, '1.005', 10n),
        newLine('b', 1n, '-0.01', 11n),
        newLine('c', -2n, '1', 12n),
        newLine('d', 1n, 'x', 13n),
      ],
    });
    const nothing = saleOf({ row: 20n, lines: [newLine('a', -1n, '1', 20n)] });
    const unread = saleOf({
      sessionId: '',
      branchId: '',
      lines: [],
      row: 30n,
      receipt: 'x'.repeat(300),
      exceptions: [{ row: 30n, code: 'invalid_line', quantityMilli: 0n, fits: [] }],
    });
    const outcomes = await submit(clubId, [partly, nothing, unread, saleOf({ memberId: '' })]);
    expect(statuses(outcomes)).toEqual([accepted, exception, exception, accepted]);
    expect(rows(outcomes)).toEqual([
      [11, 'price_negative', 0],
      [13, 'invalid_line', 0],
      [12, 'no_matching_line', 0],
      [20, 'quantity_not_positive', 0],
      [30, 'invalid_line', 0],
    ]);
    expect((await session(clubId, partly)).lines.map(({ position, sku, amount }) => [position, sku, amount])).toEqual([
      [1, 'a', 101n],
    ]);
    expect(await summary(clubId)).toEqual([2, 1, 0, 5]);
  });

  test('submitted again change nothing: the source gets its first outcome, another is told that it is a duplicate', async () => {
    const clubId = fresh('club');
    const items = [
      saleOf({ lines: [newLine('a', 1n, '1', 1n), newLine('b', 0n, '1', 2n)] }),
      saleOf({ lines: [newLine('a', 0n, '1', 3n)] }),
    ];
    const first = await submit(clubId, items);
    expect(await submit(clubId, items)).toEqual(first.map((outcome) => ({ ...outcome, repeated: true })));
    const other = await submit(clubId, items, 'file-2');
    expect(statuses(other)).toEqual([duplicate, duplicate]);
    expect(rows(other)).toEqual(rows(first));
    expect(await summary(clubId)).toEqual([1, 0, 0, 2]);
  });

  test('with other lines under a known receipt differ: counted once, however often they come', async () => {
    const clubId = fresh('club');
    const item = saleOf();
    await submit(clubId, [item]);
    const changed = { ...item, lines: [newLine('tea', 4n, '2.50', 1n)], row: 7n };
    for (const source of ['file-2', 'file-2', 'file-3'])
      expect(rows(await submit(clubId, [changed], source))).toEqual([[7, 'receipt_differs', 0]]);
    expect((await session(clubId, item)).total).toBe(1_249n);
    expect(statuses(await submit(clubId, [item], 'file-4'))).toEqual([duplicate]);
    expect(await summary(clubId)).toEqual([1, 0, 0, 1]);
  });

  test('submitted by many at once are one sale each', async () => {
    const clubId = fresh('club');
    const items = Array.from({ length: 40 }, () => saleOf());
    const answers = await Promise.all(['a', 'a', 'b', 'c', 'd'].map((source) => submit(clubId, items, source)));
    for (const [index] of items.entries())
      expect(new Set(answers.map((outcomes) => outcomes[index]?.saleId)).size).toBe(1);
    await eventually(async () => (await run.checkout.getRelayStatus({})).status?.unrelayed === 0n);
    const told = (): readonly number[] =>
      answers[0]?.map(({ saleId }) => run.told.of('saleClosed', saleId).length) ?? [];
    // What is published has not yet come back.
    await eventually(() => told().every((times) => times > 0));
    expect(told()).toEqual(items.map(() => 1));
    expect(await summary(clubId)).toEqual([40, 0, 0, 0]);
  });

  test('identical and at once are accepted for one, and duplicates for the others', async () => {
    const clubId = fresh('club');
    for (let round = 0; round < 20; round++) {
      const items = Array.from({ length: 5 }, () => saleOf());
      const answers = await Promise.all(['a', 'b', 'c', 'd'].map((source) => submit(clubId, items, source)));
      for (const [index] of items.entries())
        expect(answers.map((outcomes) => outcomes[index]?.status).sort()).toEqual(
          [accepted, duplicate, duplicate, duplicate].sort(),
        );
    }
    expect(await summary(clubId)).toEqual([100, 0, 0, 0]);
  });

  test('whose session id belongs to another sale are exceptions, also when they come again', async () => {
    const clubId = fresh('club');
    const item = saleOf();
    await submit(clubId, [item]);
    const nextDay = { ...item, at: new Date('2026-01-06T09:00:00Z'), row: 8n };
    for (const _time of [1, 2]) expect(rows(await submit(clubId, [nextDay]))).toEqual([[8, 'receipt_differs', 0]]);
    expect(await summary(clubId)).toEqual([1, 0, 0, 1]);
  });

  test('that a till has closed already are duplicates; a receipt whose session ended without a sale is free', async () => {
    const clubId = fresh('club');
    const at = noon;
    const [kept, ended] = [putOf(clubId), putOf(clubId)];
    const asSale = (put: typeof kept): BatchItem =>
      saleOf({
        sessionId: fresh('late'),
        branchId: put.branchId,
        till: put.till,
        receipt: put.receipt,
        memberId: put.memberId,
        at,
        lines: put.lines,
      });
    await run.checkout.putSession(kept);
    await run.checkout.putSession(ended);
    expect(statuses(await submit(clubId, [asSale(kept)]))).toEqual([exception]);
    await run.checkout.closeSession({ clubId, sessionId: kept.sessionId, key: 'k' });
    await run.checkout.cancelSession({ clubId, sessionId: ended.sessionId, key: 'k' });
    const items = [asSale(kept), asSale(ended), { ...asSale(kept), lines: [newLine('other', 1n, '1', 5n)] }];
    const outcomes = await submit(clubId, items);
    expect(statuses(outcomes)).toEqual([duplicate, accepted, exception]);
    expect(outcomes[0]?.saleId).toBe(
      (await run.checkout.getSession({ clubId, sessionId: kept.sessionId })).session?.saleId,
    );
    expect(await summary(clubId)).toEqual([2, 0, 0, 1]);
  });

  test('are at most 500', async () => {
    await expect(
      submit(
        'club',
        Array.from({ length: 501 }, () => saleOf()),
      ),
    ).rejects.toEqual(expect.objectContaining({ code: 'invalid_session' }));
  });
});

describe('returns made elsewhere', () => {
  const day = (date: number): Date => new Date(Date.UTC(2026, 0, date, 9));

  test('go to the latest sales first, each told with what it takes back', async () => {
    const clubId = fresh('club');
    const memberId = member();
    const early = saleOf({ memberId, at: day(1), row: 1n, lines: [newLine('tea', 5n, '2.50', 1n)] });
    const late = saleOf({ memberId, at: day(2), row: 5n, lines: [newLine('tea', 2n, '2.5', 5n)] });
    const back = returnOf({
      memberId,
      at: day(3),
      row: 9n,
      lines: [newLine('tea', 3n, '2.500', 9n), newLine('tea', 9n, '2.5', 10n), newLine('cup', 1n, '1', 11n)],
    });
    const outcomes = await submit(clubId, [back, early, late]);
    expect(statuses(outcomes)).toEqual([accepted, accepted, accepted]);
    expect(rows(outcomes)).toEqual(
      [
        [11, 'no_matching_line', 0],
        [10, 'matched_in_part', 5],
      ].sort((a, b) => Number(a[0]) - Number(b[0])),
    );
    expect([await session(clubId, early), await session(clubId, late)]).toMatchObject([
      {
        remainingTotal: 0n,
        decision: { effects: [{ effect: { value: { amount: 0n } } }] },
        returns: [{ receipt: back.receipt, at: day(3), amount: 1_250n, pointsTakenBack: 12n }],
      },
      {
        remainingTotal: 0n,
        decision: { effects: [{ effect: { value: { amount: 0n } } }] },
        returns: [{ amount: 500n, pointsTakenBack: 5n }],
      },
    ]);
    const saleId = outcomes[1]?.saleId ?? '';
    await eventually(() => run.told.of('saleReturned', saleId).length === 1);
    expect(run.told.of('saleReturned', saleId)[0]).toMatchObject({
      historical: true,
      receipt: back.receipt,
      returnedAt: day(3),
      amount: 1_250n,
      postings: [{ amount: 12n, verb: { $case: 'reverse' } }],
    });
    expect(await summary(clubId)).toEqual([2, 0, 1, 2]);
  });

  test('of one member are decided in order of time and receipt, whatever the order submitted', async () => {
    const clubId = fresh('club');
    const memberId = member();
    const sale = saleOf({ memberId, at: day(1), lines: [newLine('tea', 3n, '2.50', 1n)] });
    const back = (date: number, row: bigint, quantity: bigint): BatchItem =>
      returnOf({ memberId, at: day(date), row, lines: [newLine('tea', quantity, '2.5', row)] });
    const outcomes = await submit(clubId, [back(4, 30n, 1n), back(3, 21n, 1n), back(3, 20n, 2n), sale]);
    expect(statuses(outcomes)).toEqual([exception, accepted, accepted, accepted]);
    expect((await session(clubId, sale)).returns.map(({ at, lines }) => [at, lines[0]?.quantityMilli])).toEqual([
      [day(3), 1_000n],
      [day(3), 2_000n],
    ]);
  });

  test('without a member, or of what was never sold, are exceptions', async () => {
    const clubId = fresh('club');
    const outcomes = await submit(clubId, [
      returnOf({ memberId: '', row: 1n, lines: [newLine('tea', 1n, '2.5', 1n), newLine('tea', 1n, '-1', 2n)] }),
      returnOf({ memberId: member(), row: 3n, lines: [newLine('tea', 1n, '2.5', 3n)] }),
    ]);
    expect(statuses(outcomes)).toEqual([exception, exception]);
    expect(rows(outcomes)).toEqual([
      [2, 'price_negative', 0],
      [1, 'no_member', 0],
      [3, 'no_matching_line', 0],
    ]);
    expect(await summary(clubId)).toEqual([0, 0, 0, 3]);
  });

  test('submitted again, at once and by another road, are taken once', async () => {
    const clubId = fresh('club');
    const memberId = member();
    const sale = saleOf({ memberId, at: day(1), lines: [newLine('tea', 10n, '2.50', 1n)] });
    const back = returnOf({ memberId, at: day(3), lines: [newLine('tea', 2n, '2.5', 9n)] });
    await submit(clubId, [sale]);
    const answers = await Promise.all(['a', 'a', 'a', 'b'].map((source) => submit(clubId, [back], source)));
    expect(new Set(answers.slice(0, 3).map((outcomes) => outcomes[0]?.status)).size).toBe(1);
    expect(statuses(await submit(clubId, [back], 'c'))).toEqual([duplicate]);
    expect(rows(await submit(clubId, [{ ...back, lines: [newLine('tea', 3n, '2.5', 9n)] }], 'd'))).toEqual([
      [90, 'receipt_differs', 0],
    ]);
    expect(await session(clubId, sale)).toMatchObject({
      lines: [{ returnedMilli: 2_000n }],
      decision: { effects: [{ effect: { value: { amount: 20n } } }] },
    });
    expect(await summary(clubId)).toEqual([1, 0, 1, 1]);
  });

  test('leave to tills what they did not take', async () => {
    const clubId = fresh('club');
    const memberId = member();
    const sale = saleOf({ memberId, at: day(1), lines: [newLine('tea', 3n, '2.50', 1n)] });
    await submit(clubId, [sale, returnOf({ memberId, at: day(2), lines: [newLine('tea', 1n, '2.5', 9n)] })]);
    const byTill = (units: bigint) =>
      run.checkout.returnLines({
        clubId,
        sessionId: sale.sessionId,
        key: fresh('key'),
        receipt: '',
        lines: [{ position: 1, quantityMilli: units * 1_000n, amount: 0n }],
      });
    await expect(byTill(3n)).rejects.toEqual(expect.objectContaining({ code: 'more_than_sold' }));
    expect((await byTill(2n)).session).toMatchObject({
      remainingTotal: 0n,
      decision: { effects: [{ effect: { value: { amount: 0n } } }] },
    });
    expect(await summary(clubId)).toEqual([1, 0, 2, 0]);
  });
});

describe('sales adjudicated late', () => {
  test('by many at once and while goods come back, are counted by who gives the points', async () => {
    for (let round = 0; round < 10; round++) {
      const clubId = fresh('club');
      run.neighbours.rule.isPublished = false;
      const items = Array.from({ length: 12 }, () => saleOf({ lines: [newLine('tea', 3n, '2.50', 1n)] }));
      const sales = await submit(clubId, [...items, saleOf({ lines: [newLine('tea', 1n, '0.50', 1n)] })]);
      run.neighbours.rule.isPublished = true;
      const late = () =>
        run.checkout.adjudicateLate({
          clubId,
          from: new Date('2026-01-01T00:00:00Z'),
          to: noon,
          dry: false,
          after: '',
          by: 'key',
        });
      const giveBack = ({ sessionId }: BatchItem) =>
        run.checkout.returnLines({
          clubId,
          sessionId,
          key: fresh('key'),
          receipt: '',
          lines: [{ position: 1, quantityMilli: 1_000n, amount: 0n }],
        });
      const back = items.slice(0, 4);
      const [answers] = await Promise.all([Promise.all([late(), late(), late()]), Promise.all(back.map(giveBack))]);
      expect(answers.reduce((sum, answer) => sum + answer.sales, 0n)).toBe(12n);
      for (const { next, salesWithoutPoints } of answers) expect([next, salesWithoutPoints]).toEqual(['', 1n]);
      for (const item of items)
        expect((await session(clubId, item)).decision?.effects).toMatchObject([
          { effect: { value: { amount: back.includes(item) ? 5n : 7n } } },
        ]);
      await eventually(async () => (await run.checkout.getRelayStatus({})).status?.unrelayed === 0n);
      const given = (saleId: string): bigint =>
        run.told
          .of('saleCorrected', saleId)
          .flatMap((told) => told.postings)
          .reduce((sum, { amount }) => sum + amount, 0n);
      await eventually(() => sales.slice(0, 12).every(({ saleId }) => given(saleId) > 0n));
      const reversed = (saleId: string): bigint =>
        run.told
          .of('saleReturned', saleId)
          .flatMap((told) => told.postings)
          .reduce((sum, { amount }) => sum + amount, 0n);
      for (const [index, { saleId }] of sales.slice(0, 12).entries())
        expect(given(saleId) - reversed(saleId)).toBe(index < 4 ? 5n : 7n);
    }
  });
});

describe('a sale around midnight that two roads tell at once', () => {
  test('is one, whichever is first', async () => {
    const clubId = fresh('club');
    const at = (time: string): void => run.clock.advance(new Date(time).getTime() - run.clock.now().getTime());
    at('2026-03-10T19:50:00Z');
    const puts = Array.from({ length: 30 }, () => putOf(clubId));
    for (const put of puts) await run.checkout.putSession(put);
    at('2026-03-11T00:35:00Z');
    const told = puts.map(({ branchId, receipt, memberId, lines }) =>
      saleOf({ sessionId: '', branchId, till: '', receipt, memberId, lines, at: new Date('2026-03-11T00:30:00Z') }),
    );
    const close = ({ sessionId }: (typeof puts)[number]): Promise<string> =>
      run.checkout.closeSession({ clubId, sessionId, key: 'k' }).then(
        () => 'closed',
        (error: { code: string }) => error.code,
      );
    const closed = await Promise.all(
      puts.map(
        async (put, index) => (await Promise.all([close(put), submit(clubId, told.slice(index, index + 1), 'one')]))[0],
      ),
    );
    expect(new Set([...closed, 'closed', 'receipt_taken'])).toEqual(new Set(['closed', 'receipt_taken']));
    // A session that was open when its receipt came by the other road is closed by now.
    const again = await submit(clubId, told, 'two');
    expect(statuses(again)).toEqual(told.map(() => duplicate));
    expect((await summary(clubId))[0]).toBe(30);
  });
});
