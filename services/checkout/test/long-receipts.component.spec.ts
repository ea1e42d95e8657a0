import { unreadTerms } from '@vafa/contracts';
import { BatchStatus, type BatchItem } from '@vafa/contracts/checkout';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { eventually } from '@vafa/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clubFact } from './fake-clubs.ts';
import { fresh, newLine, putOf, returnOf, runCheckout, saleOf } from './running-checkout.ts';

let run: Awaited<ReturnType<typeof runCheckout>>;
beforeAll(async () => {
  run = await runCheckout();
});
afterAll(() => run.stop());

const linesMax = 10_000;
/** A busy machine takes its time. */
const patient = { deadlineMs: 600_000 };
/** Lines of Persian text, which takes two bytes a letter. */
const lines = (count: number): BatchItem['lines'] =>
  Array.from({ length: count }, (_, place) => ({
    ...newLine(`SKU-${String(place)}`, 1n, '1.00', BigInt(place + 1)),
    description: 'چای سیاه ممتاز شکسته، بستهٔ پانصد گرمی، کشت بهاره',
  }));
const submit = async (clubId: string, items: BatchItem[]) => {
  const { outcomes } = await run.checkout.submitBatch({ clubId, ...unreadTerms, source: 'file', items }, patient);
  return outcomes.map(({ status, exceptions }) => ({
    status,
    rows: exceptions.length,
    codes: [...new Set(exceptions.map(({ code }) => code))],
  }));
};

test('a receipt of 10,000 lines is sold, told and given back line by line', async () => {
  const clubId = fresh('club');
  const memberId = derivedId(sharedIdPrefixes.member, fresh('member'));
  const sale = saleOf({ memberId, lines: lines(linesMax) });
  const back = returnOf({ memberId, lines: lines(linesMax) });
  const none = { status: BatchStatus.BATCH_STATUS_ACCEPTED, rows: 0, codes: [] };
  expect(await submit(clubId, [sale, back])).toEqual([none, none]);
  const { session } = await run.checkout.getSession({ clubId, sessionId: sale.sessionId }, patient);
  expect(session).toMatchObject({
    total: 1_000_000n,
    remainingTotal: 0n,
    decision: { effects: [{ effect: { value: { amount: 0n } } }] },
  });
  expect(session?.returns[0]?.lines).toHaveLength(linesMax);
  const saleId = session?.saleId ?? '';
  await eventually(() => run.told.of('saleReturned', saleId).length === 1, patient.deadlineMs);
  expect(run.told.of('saleClosed', saleId)[0]?.lines).toHaveLength(linesMax);
}, 600_000);

test('so is a session of a till', async () => {
  const put = putOf('clb_long', { lines: lines(linesMax) });
  expect((await run.checkout.putSession(put, patient)).session?.lines).toHaveLength(linesMax);
  const closed = await run.checkout.closeSession(
    { clubId: put.clubId, sessionId: put.sessionId, key: fresh('key') },
    patient,
  );
  expect(closed.session).toMatchObject({
    total: 1_000_000n,
    decision: { effects: [{ effect: { value: { amount: 10_000n } } }] },
  });
}, 600_000);

test('beyond that the reason names the limit, and the rest of the batch goes on', async () => {
  const tooLong = saleOf({ lines: lines(linesMax + 1) });
  const tooMuch = saleOf({
    lines: Array.from({ length: 2_001 }, (_, place) => ({
      ...newLine('a', 1n, '1', BigInt(place + 1)),
      description: 'x'.repeat(500),
    })),
  });
  expect(await submit(fresh('club'), [tooLong, tooMuch, saleOf()])).toEqual([
    { status: BatchStatus.BATCH_STATUS_EXCEPTION, rows: linesMax + 1, codes: ['too_many_lines'] },
    { status: BatchStatus.BATCH_STATUS_EXCEPTION, rows: 2_001, codes: ['too_much_text'] },
    { status: BatchStatus.BATCH_STATUS_ACCEPTED, rows: 0, codes: [] },
  ]);
  const put = putOf('clb_long', { lines: lines(linesMax + 1) });
  await expect(run.checkout.putSession(put, patient)).rejects.toMatchObject({
    code: 'invalid_session',
    details: { field: 'lines', fault: 'too_many_lines' },
  });
}, 600_000);

test('a sale counts in the digits that came with it, whatever any table says', async () => {
  run.neighbours.membership.told.set('clb_digits', clubFact('clb_digits', { currency: 'PKR', currencyDigits: 0 }));
  const put = putOf('clb_digits', { lines: [newLine('tea', 3n, '1000.00')] });
  expect((await run.checkout.putSession(put, patient)).session).toMatchObject({ total: 3_000n, currencyDigits: 0 });
  await run.checkout.closeSession({ clubId: put.clubId, sessionId: put.sessionId, key: 'k' });
  const order = {
    clubId: put.clubId,
    sessionId: put.sessionId,
    key: 'r',
    receipt: '',
    lines: [{ position: 1, quantityMilli: 500n, amount: 0n }],
  };
  expect((await run.checkout.returnLines(order)).return).toMatchObject({ amount: 500n });
});

test('free goods stay in the sale, earn nothing and go back; goods by weight are rounded once', async () => {
  const clubId = fresh('club');
  const memberId = derivedId(sharedIdPrefixes.member, fresh('member'));
  const weighed = { ...newLine('ham', 0n, '12.90', 1n), quantityMilli: 350n };
  const sale = saleOf({ memberId, lines: [weighed, newLine('bag', 1n, '0.00', 2n)] });
  const gifts = saleOf({ memberId, lines: [newLine('gift', 1n, '0', 1n), newLine('pen', 1n, '0.50', 2n)] });
  const alone = saleOf({ memberId, lines: [newLine('gift', 5n, '0', 1n)] });
  const back = returnOf({
    memberId,
    lines: [{ ...weighed, quantityMilli: 100n }, newLine('bag', 1n, '0', 2n), newLine('gift', 2n, '0', 3n)],
  });
  expect((await submit(clubId, [sale, gifts, alone, back])).map(({ status, codes }) => [status, codes])).toEqual([
    [BatchStatus.BATCH_STATUS_ACCEPTED, []],
    [BatchStatus.BATCH_STATUS_ACCEPTED, []],
    [BatchStatus.BATCH_STATUS_EXCEPTION, ['price_not_positive']],
    [BatchStatus.BATCH_STATUS_ACCEPTED, ['matched_in_part']],
  ]);
  const stored = async (sessionId: string) => (await run.checkout.getSession({ clubId, sessionId })).session;
  // 0.350 × 12.90 = 4.515 → 4.52; 0.250 × 12.90 = 3.225 → 3.23.
  expect(await stored(sale.sessionId)).toMatchObject({
    total: 452n,
    remainingTotal: 323n,
    decision: { effects: [{ effect: { value: { amount: 3n } } }] },
    lines: [{ returnedMilli: 100n }, { amount: 0n, returnedMilli: 1_000n }],
  });
  expect(await stored(gifts.sessionId)).toMatchObject({
    total: 50n,
    decision: { effects: [] },
    returns: [{ amount: 0n, pointsTakenBack: 0n }],
  });
});
