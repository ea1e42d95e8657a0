import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@vafa/testing';
import { memberOf } from './fake-clubs.ts';
import { ruleId } from './fake-neighbours.ts';
import { fresh, putOf, runCheckout } from './running-checkout.ts';

let run: Awaited<ReturnType<typeof runCheckout>>;
const clubId = 'clb_booked';
beforeAll(async () => {
  run = await runCheckout();
});
afterAll(() => run.stop());
beforeEach(() => {
  delete run.neighbours.ledger.booked;
});

const closed = async (memberId: string, points = 0n) => {
  const order = putOf(clubId, { memberId });
  const of = { clubId, sessionId: order.sessionId };
  await run.checkout.putSession(order);
  if (points > 0n) {
    run.neighbours.ledger.balances.set(memberId, points);
    await run.checkout.holdSession({ ...of, key: fresh('key'), points });
  }
  const { session } = await run.checkout.closeSession({ ...of, key: fresh('key') });
  return { of, saleId: session?.saleId ?? '' };
};
const all = [1, 2].map((position) => ({ position, quantityMilli: position === 1 ? 3_000n : 1_000n, amount: 0n }));
const member = () => memberOf(clubId, fresh('member'));

describe('a return is answered with what the ledger booked', () => {
  test('less than the rules say where less is there; the session goes on telling the rules', async () => {
    const memberId = member();
    const { of, saleId } = await closed(memberId, 100n);
    const asked = new Set<string>();
    run.neighbours.ledger.booked = (key, whose) => {
      asked.add(`${whose} ${key}`);
      return key.includes(':pay:points:') ? { booked: 100n } : { booked: 2n, shortfall: 10n };
    };
    const answer = await run.checkout.returnLines({ ...of, key: fresh('key'), receipt: '', lines: all });
    expect(answer.booking).toEqual({ known: true, takenBack: 2n, restored: 100n, shortfall: 10n });
    expect(answer.return).toMatchObject({ pointsTakenBack: 12n, pointsRestored: 100n });
    const id = answer.return?.id ?? '';
    expect(asked).toEqual(
      new Set([`${memberId} e:${saleId}:${ruleId}:${id}:back`, `${memberId} e:${saleId}:pay:points:${id}`]),
    );
    expect((await run.checkout.getSession(of)).session?.returns).toEqual([answer.return]);
  });

  test('once it is there, when the ledger is late', async () => {
    const { of } = await closed(member());
    let looks = 0;
    run.neighbours.ledger.booked = () => (++looks < 3 ? undefined : { booked: 12n });
    expect((await run.checkout.returnLines({ ...of, key: fresh('key'), receipt: '', lines: all })).booking).toEqual({
      known: true,
      takenBack: 12n,
      restored: 0n,
      shortfall: 0n,
    });
    expect(looks).toBe(3);
  });

  test('as not known when the ledger is away; the return stands, and its repeat asks again', async () => {
    const { of, saleId } = await closed(member());
    const order = { ...of, key: fresh('key'), receipt: '', lines: all };
    const first = await run.checkout.returnLines(order);
    expect(first.booking).toEqual({ known: false, takenBack: 0n, restored: 0n, shortfall: 0n });
    expect(first.return).toMatchObject({ pointsTakenBack: 12n });
    run.neighbours.ledger.booked = () => ({ booked: 12n });
    const again = await run.checkout.returnLines(order);
    expect(again).toEqual({ ...first, booking: { known: true, takenBack: 12n, restored: 0n, shortfall: 0n } });
    await eventually(() => run.told.of('saleReturned', saleId).length > 0);
    expect(run.told.of('saleReturned', saleId)).toHaveLength(1);
  });

  test('of a sale that was moved, as the accounts that have it', async () => {
    const [payer, owner] = [member(), member()];
    const { of, saleId } = await closed(payer, 100n);
    await run.checkout.moveSale({ ...of, key: fresh('key'), memberId: owner, reason: 'the wrong card', by: 'key_1' });
    run.neighbours.ledger.booked = (key, whose) =>
      whose === (key.includes(':pay:points:') ? payer : owner)
        ? { booked: key.includes(':pay:points:') ? 100n : 12n }
        : undefined;
    const { booking } = await run.checkout.returnLines({ ...of, key: fresh('key'), receipt: '', lines: all });
    expect(booking).toEqual({ known: true, takenBack: 12n, restored: 100n, shortfall: 0n });
    await eventually(() => run.told.of('saleReturned', saleId).length === 1);
    expect(run.told.of('saleReturned', saleId)[0]?.postings).toContainEqual(
      expect.objectContaining({ account: owner, amount: 12n }),
    );
  });

  test('of nobody, nothing was to be booked', async () => {
    const { of } = await closed('');
    expect((await run.checkout.returnLines({ ...of, key: fresh('key'), receipt: '', lines: all })).booking).toEqual({
      known: true,
      takenBack: 0n,
      restored: 0n,
      shortfall: 0n,
    });
  });
});
