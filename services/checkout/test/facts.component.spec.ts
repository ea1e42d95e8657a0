import { encodeEvent, topics } from '@vafa/contracts';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import type { BranchFacts, ClubFacts } from '@vafa/contracts/membership-facts';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { eventually } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { branchFact, branchOf, clubFact, clubFacts, memberFact, memberOf } from './fake-clubs.ts';
import { fresh, newLine, putOf, runCheckout, saleOf } from './running-checkout.ts';
import { noon } from './sales.ts';

let run: Awaited<ReturnType<typeof runCheckout>>;

beforeAll(async () => {
  run = await runCheckout();
});
afterAll(() => run.stop());

const asked = (id: string): number => run.neighbours.membership.asked.filter((one) => one === id).length;

/** Has membership tell an event of a document, and waits until checkout has heard of it. */
const tell = async (
  documentId: string,
  sequence: bigint,
  event: NonNullable<MembershipEvent['event']>,
  clubId = documentId,
) => {
  const place = { eventId: fresh('evt'), occurredAt: noon, clubId, documentId, epoch: 1, sequence };
  const encoded = encodeEvent(topics.membership, MembershipEvent, place, event);
  const { eventId: id, occurredAt, epoch } = place;
  await run.stream.publish(topics.membership, [
    { id, key: documentId, clubId, occurredAt, epoch, sequence, ...encoded },
  ]);
  const mark = await run.stream.mark(topics.membership);
  await eventually(async () => (await run.stream.progress(mark)).every(({ behind }) => behind === 0));
};
const { code, currency, timeZone, currencyDigits } = clubFacts;
const made = (facts?: ClubFacts) =>
  ({ $case: 'clubCreated', value: { code, currency, timeZone, currencyDigits, facts } }) as const;
const built = (branchId: string, facts?: BranchFacts) =>
  ({ $case: 'branchCreated', value: { branchId, code: 'soho', facts } }) as const;
const changed = (facts: ClubFacts) => {
  const $case = 'clubChanged' as const;
  return { $case, value: { fields: ['name'], by: 'admin', facts } };
};

/** What ten points pay in a session of the club that is put now. */
const paidByTen = async (clubId: string): Promise<bigint | undefined> => {
  const memberId = memberOf(clubId);
  run.neighbours.ledger.balances.set(memberId, 1_000n);
  const put = putOf(clubId, { memberId });
  await run.checkout.putSession(put);
  const hold = { clubId, sessionId: put.sessionId, key: fresh('key'), points: 10n };
  return (await run.checkout.holdSession(hold)).session?.reservations[0]?.pays;
};

describe('a club and its branches', () => {
  test('that were made a moment ago are known at once: membership is asked, once, for all that a sale names', async () => {
    const clubId = fresh('club');
    const { questions } = run.neighbours.membership;
    questions.length = 0;
    const puts = [putOf(clubId), putOf(clubId)];
    for (const put of puts) {
      const { session } = await run.checkout.putSession(put);
      expect(session).toMatchObject({ currency: 'GBP', currencyDigits: 2, total: 1_249n });
    }
    expect(questions).toEqual([[clubId, branchOf(clubId), memberOf(clubId)]]);
  });

  test('that an event has told are known without asking', async () => {
    const [clubId, branchId] = [fresh('club'), derivedId(sharedIdPrefixes.branch, fresh('branch'))];
    await tell(clubId, 1n, made({ ...clubFacts, currency: 'PKR', currencyDigits: 0, timeZone: 'Asia/Karachi' }));
    await tell(branchId, 1n, built(branchId, { clubId, code: 'soho', name: 'Soho', closed: false }));
    const { session } = await run.checkout.putSession(putOf(clubId, { branchId, lines: [newLine('tea', 3n, '1000')] }));
    expect(session).toMatchObject({ currency: 'PKR', currencyDigits: 0, total: 3_000n });
    expect([asked(clubId), asked(branchId)]).toEqual([0, 0]);
  });

  test('as events of before told them, and in a gap, are asked for', async () => {
    const [clubId, branchId] = [fresh('club'), derivedId(sharedIdPrefixes.branch, fresh('branch'))];
    const { told } = run.neighbours.membership;
    told.set(clubId, clubFact(clubId, { pointValue: 20_000n }));
    told.set(branchId, branchFact(branchId, { clubId }));
    await tell(clubId, 1n, made());
    await tell(branchId, 1n, built(branchId));
    expect([asked(clubId), asked(branchId)]).toEqual([1, 1]);
    expect((await run.checkout.putSession(putOf(clubId, { branchId }))).session).toMatchObject({ branchId });
    expect(await paidByTen(clubId)).toBe(20n);
    told.set(clubId, clubFact(clubId, { pointValue: 30_000n }, 3n));
    await tell(clubId, 3n, changed({ ...clubFacts, pointValue: 30_000n }));
    expect(asked(clubId)).toBe(2);
    expect(await paidByTen(clubId)).toBe(30n);
  });

  test('that change are sold by as they are from then on; an open session keeps its terms until its basket changes', async () => {
    const clubId = fresh('club');
    expect(await paidByTen(clubId)).toBe(10n);
    const open = putOf(clubId);
    await run.checkout.putSession(open);
    await tell(clubId, 2n, changed({ ...clubFacts, pointValue: 5_000n }));
    expect(await paidByTen(clubId)).toBe(5n);
    await tell(clubId, 1n, made({ ...clubFacts, pointValue: 1n }));
    expect(await paidByTen(clubId)).toBe(5n);
    expect((await run.checkout.putSession(open)).session?.id).toBe(open.sessionId);
    expect(asked(clubId)).toBe(1);
  });
});

describe('a branch that was closed', () => {
  const closing = (clubId: string, closed: boolean) => {
    const facts = { clubId, code: 'london', name: 'London', closed };
    const $case = 'branchChanged' as const;
    return { $case, value: { fields: ['closed'], by: 'admin', facts } };
  };
  const refused = expect.objectContaining({ kind: 'refused', code: 'branch_closed' });

  test('opens no sale, dry or not, until it is open again', async () => {
    const clubId = fresh('club');
    const [shut, other] = [branchOf(clubId), branchOf(clubId, 'paris')];
    await run.checkout.putSession(putOf(clubId));
    await tell(shut, 2n, closing(clubId, true), clubId);
    const put = putOf(clubId);
    for (const dry of [true, false]) await expect(run.checkout.putSession({ ...put, dry })).rejects.toEqual(refused);
    const elsewhere = await run.checkout.putSession(putOf(clubId, { branchId: other }));
    expect(elsewhere.session).toMatchObject({ branchId: other });
    const moved = { ...put, sessionId: elsewhere.session?.id ?? '', receipt: fresh('receipt') };
    await expect(run.checkout.putSession(moved)).rejects.toEqual(refused);
    await tell(shut, 3n, closing(clubId, false), clubId);
    expect((await run.checkout.putSession(put)).session).toMatchObject({ branchId: shut });
  });

  test('finishes what was begun there: another basket, the close, returns, and what a file tells', async () => {
    const clubId = fresh('club');
    const put = putOf(clubId);
    const of = { clubId, sessionId: put.sessionId };
    await run.checkout.putSession(put);
    await tell(put.branchId, 2n, closing(clubId, true), clubId);
    const changed = { ...put, lines: [newLine('tea', 4n, '2.50')] };
    expect((await run.checkout.putSession(changed)).session).toMatchObject({ total: 1_000n });
    await run.checkout.closeSession({ ...of, key: fresh('key') });
    expect((await run.checkout.putSession(changed)).session).toMatchObject({ id: put.sessionId, total: 1_000n });
    const lines = [{ position: 1, quantityMilli: 1_000n, amount: 0n }];
    const returned = await run.checkout.returnLines({ ...of, key: fresh('key'), receipt: '', lines });
    expect(returned.return).toMatchObject({ amount: 250n });
    const batch = { clubId, currency: '', timeZone: '', currencyDigits: 0, source: 'file' };
    const { outcomes } = await run.checkout.submitBatch({ ...batch, items: [saleOf({ branchId: put.branchId })] });
    expect(outcomes[0]).toMatchObject({ saleId: expect.stringMatching(/^sal_/), exceptions: [] });
  });

  test('is known as closed to whoever asks for it first', async () => {
    const clubId = fresh('club');
    const put = putOf(clubId);
    run.neighbours.membership.told.set(put.branchId, branchFact(put.branchId, { clubId, closed: true }, 4n));
    await expect(run.checkout.putSession(put)).rejects.toEqual(refused);
  });
});

describe('a member', () => {
  const enrolled = (memberId: string) =>
    ({ $case: 'memberEnrolled', value: { memberId, hasPhone: true, hasEmail: false } }) as const;
  const put = (clubId: string, memberId: string) => run.checkout.putSession(putOf(clubId, { memberId }));
  const refused = expect.objectContaining({ kind: 'not_found', code: 'member_not_found' });

  test('who was enrolled a moment ago is known at once: membership is asked, once for all his sales', async () => {
    const clubId = fresh('club');
    const memberId = derivedId(sharedIdPrefixes.member, clubId);
    run.neighbours.membership.told.set(memberId, undefined);
    await expect(put(clubId, memberId)).rejects.toEqual(refused);
    run.neighbours.membership.told.set(memberId, memberFact(memberId, clubId));
    for (let sale = 0; sale < 3; sale++) expect((await put(clubId, memberId)).session).toMatchObject({ memberId });
    expect(asked(memberId)).toBe(2);
    await tell(memberId, 1n, enrolled(memberId), clubId);
    expect((await put(clubId, memberId)).session).toMatchObject({ memberId });
  });

  test('of whom an event has told buys while membership is away; one not known yet waits for it', async () => {
    const clubId = fresh('club');
    const [known, unknown] = [memberOf(clubId), memberOf(clubId, 'reza')];
    run.neighbours.membership.told.set(known, undefined);
    await tell(known, 1n, enrolled(known), clubId);
    expect((await put(clubId, known)).session).toMatchObject({ memberId: known });
    run.neighbours.membership.isAway = true;
    expect((await put(clubId, known)).session).toMatchObject({ memberId: known });
    await expect(put(clubId, unknown)).rejects.toMatchObject({ kind: 'unavailable' });
    run.neighbours.membership.isAway = false;
    expect((await put(clubId, unknown)).session).toMatchObject({ memberId: unknown });
    expect([asked(known), asked(unknown)]).toEqual([0, 1]);
  });

  test('is kept as an id of a club, and nothing of the person', async () => {
    const clubId = fresh('club');
    const memberId = memberOf(clubId);
    await put(clubId, memberId);
    expect(await run.stored('facts', memberId)).toMatchObject({ state: { kind: 'member', clubId } });
    expect(Object.keys(((await run.stored('facts', memberId))?.state ?? {}) as object)).toEqual(['kind', 'clubId']);
  });

  test('whom membership has erased is kept no more', async () => {
    const clubId = fresh('club');
    const memberId = memberOf(clubId);
    await put(clubId, memberId);
    run.neighbours.membership.told.set(memberId, undefined);
    await tell(memberId, 3n, enrolled(memberId), clubId);
    expect(await run.stored('facts', memberId)).toBeUndefined();
    await expect(put(clubId, memberId)).rejects.toEqual(refused);
  });

  test('of another club, and an id that is no member, are refused in a sale and as whose a sale is', async () => {
    const [clubId, other] = [fresh('club'), fresh('club')];
    const sold = putOf(clubId);
    await run.checkout.putSession(sold);
    const of = { clubId, sessionId: sold.sessionId };
    await run.checkout.closeSession({ ...of, key: fresh('key') });
    const move = (memberId: string) =>
      run.checkout.moveSale({ ...of, key: fresh('key'), memberId, reason: 'the wrong card', by: 'admin' });
    run.neighbours.membership.told.set('mem_none', undefined);
    for (const memberId of [memberOf(other), branchOf(clubId), clubId, 'mem_none']) {
      await expect(put(clubId, memberId)).rejects.toEqual(refused);
      await expect(run.checkout.putSession(putOf(clubId, { memberId, dry: true }))).rejects.toEqual(refused);
      await expect(move(memberId)).rejects.toEqual(refused);
    }
    const owner = memberOf(clubId, 'reza');
    expect((await move(owner)).session).toMatchObject({ memberId: owner });
    expect((await move('')).session).toMatchObject({ memberId: '' });
  });
});

test('what is not there, or of another club, is refused and nothing is stored', async () => {
  const [clubId, other] = [fresh('club'), fresh('club')];
  const { told } = run.neighbours.membership;
  const [gone, foreign] = [fresh('club'), branchOf(other)];
  told.set(gone, undefined);
  await expect(run.checkout.putSession(putOf(gone))).rejects.toMatchObject({
    kind: 'not_found',
    code: 'club_not_found',
  });
  const batch = { clubId: gone, currency: '', timeZone: '', currencyDigits: 0, source: 'file', items: [saleOf()] };
  await expect(run.checkout.submitBatch(batch)).rejects.toMatchObject({ code: 'club_not_found' });
  for (const dry of [true, false]) {
    const put = putOf(clubId, { branchId: foreign, dry });
    await expect(run.checkout.putSession(put)).rejects.toMatchObject({ kind: 'not_found', code: 'branch_not_found' });
    await expect(run.checkout.getSession({ clubId, sessionId: put.sessionId })).rejects.toMatchObject({
      code: 'session_not_found',
    });
  }
});

test('what a caller of before still sends of a club is not read', async () => {
  const clubId = fresh('club');
  const sent = { currency: 'JPY', currencyDigits: 0, timeZone: 'Nowhere', pointValue: 1n };
  const { session } = await run.checkout.putSession(putOf(clubId, sent));
  expect(session).toMatchObject({ currency: 'GBP', currencyDigits: 2, total: 1_249n });
  expect(await paidByTen(clubId)).toBe(10n);
});

test('the day of a receipt in a batch is that of the club', async () => {
  const clubId = fresh('club');
  run.neighbours.membership.told.set(clubId, clubFact(clubId, { timeZone: 'Asia/Tehran' }));
  const receipt = fresh('invoice');
  // Half an hour after midnight in Tehran, then an evening of the same day there, which is another day elsewhere.
  const [late, evening] = ['2026-01-04T21:00:00Z', '2026-01-05T18:00:00Z'].map((at) => new Date(at));
  const lines = [newLine('tea', 1n, '2.50')];
  const of = (at: Date | undefined) => saleOf({ sessionId: '', receipt, till: 't1', lines, ...(at && { at }) });
  const terms = { clubId, currency: '', timeZone: '', currencyDigits: 0 };
  const first = await run.checkout.submitBatch({ ...terms, source: 'a', items: [of(late)] });
  const second = await run.checkout.submitBatch({ ...terms, source: 'b', items: [of(evening)] });
  expect(first.outcomes[0]?.saleId).not.toBe('');
  expect(second.outcomes[0]?.exceptions).toMatchObject([{ code: 'receipt_differs' }]);
});
