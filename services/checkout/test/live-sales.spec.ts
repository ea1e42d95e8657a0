import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import { memoryCheckout } from './in-memory.ts';
import { line, pounds, sara } from './sales.ts';

const now = new Date('2026-11-27T12:00:00Z');
const clubId = 'clb_1';
const branchId = derivedId(sharedIdPrefixes.branch, 'b');
const ben = derivedId(sharedIdPrefixes.member, 'ben');

const run = (balance = 0n) => {
  const checkout = memoryCheckout(now);
  checkout.ledger.balances.set(sara, balance);
  const put = (units = 2n, receipt = 'r1') =>
    checkout.put.execute({
      clubId,
      dry: false,
      sessionId: 's',
      branchId,
      till: '1',
      receipt,
      memberId: sara,
      lines: [line('tea', units, '5.00')],
    });
  const hold = (points: bigint, key = 'h') => checkout.hold.execute(clubId, 's', { key, points });
  const close = (key = 'c') => checkout.close.execute(clubId, 's', key);
  const giveBack = (units: bigint, key = 'b') =>
    checkout.returnLines.execute({
      clubId,
      sessionId: 's',
      key,
      receipt: '',
      lines: [{ position: 1, quantityMilli: units * 1_000n }],
    });
  const move = (memberId: string, key = 'm') =>
    checkout.move.execute({ clubId, sessionId: 's', key, memberId, reason: 'the wrong card', by: 'key_1' });
  const kinds = () => checkout.sessions.facts.map(({ kind }) => kind);
  return { ...checkout, put, hold, close, giveBack, move, kinds };
};

describe('what a process remembers of a session that another has changed', () => {
  test('is no answer to a basket that it held before', async () => {
    const { put, sessions } = run();
    await put(2n);
    await put(3n);
    expect((await put(2n)).lines).toMatchObject([{ quantityMilli: 2_000n }]);
    expect(sessions.all()).toMatchObject([{ version: 3, lines: [{ quantityMilli: 2_000n }] }]);
  });

  test('is not what is closed', async () => {
    const { put, close, sessions, points } = run();
    await put(2n);
    await put(3n);
    expect((await close()).lines).toMatchObject([{ quantityMilli: 3_000n }]);
    expect(sessions.all()).toMatchObject([{ state: 'closed', total: 1_500n }]);
    expect(points()).toEqual({ [sara]: 15n });
  });

  test('refuses nothing', async () => {
    const { put, hold, close } = run(100n);
    await put();
    await hold(5n);
    await close();
    await expect(close('another')).rejects.toMatchObject({ code: 'session_closed' });
    await expect(put(3n)).rejects.toMatchObject({ code: 'session_differs' });
    expect((await put()).state).toBe('closed');
  });
});

describe('a basket that is put again', () => {
  test('is asked again: what ended since the first look is told before the close', async () => {
    const { put, campaigns, sessions } = run();
    await put();
    campaigns.isPublished = false;
    expect((await put()).adjudication).toEqual(pounds(0n));
    expect(sessions.all()).toMatchObject([{ version: 2, adjudication: pounds(0n) }]);
    expect((await put()).adjudication).toEqual(pounds(0n));
    expect(sessions.all()).toMatchObject([{ version: 2 }]);
  });
});

describe('closing', () => {
  test('asks the promotions once more: what began since the first look counts', async () => {
    const { put, close, campaigns, points } = run();
    campaigns.isPublished = false;
    await put();
    campaigns.isPublished = true;
    expect(await close()).toMatchObject({ state: 'closed', adjudication: pounds(1_000n) });
    expect(points()).toEqual({ [sara]: 10n });
  });

  test('asks them once more: what ended since the first look does not count', async () => {
    const { put, close, campaigns, points } = run();
    await put();
    campaigns.isPublished = false;
    expect((await close()).adjudication.dues).toEqual([]);
    expect(points()).toEqual({});
  });

  test('asks as of its own moment, for the lines and the member of the session', async () => {
    const checkout = run();
    const asked: unknown[] = [];
    const { adjudicate } = checkout.campaigns;
    checkout.campaigns.adjudicate = (club, baskets) => {
      asked.push(...baskets);
      return adjudicate.call(checkout.campaigns, club, baskets);
    };
    await checkout.put();
    checkout.clock.advance(90_000);
    await checkout.close();
    const lines = [{ position: 1, sku: 'tea', quantityMilli: 2_000n, amount: 1_000n, unitPrice: '5' }];
    const sale = {
      till: '1',
      timeZone: 'Europe/London',
      pointValue: 10_000n,
      pricesAsPaid: false,
      paidWithPoints: 0n,
    };
    expect(asked).toEqual([
      { branchId, memberId: sara, at: now, lines, sale },
      { branchId, memberId: sara, at: new Date(now.getTime() + 90_000), lines, sale },
    ]);
  });

  test('tells the sale once, whoever closes it again', async () => {
    const { put, close, kinds, points } = run();
    await put();
    const closed = await close();
    expect(await close()).toMatchObject({ closedAt: closed.closedAt });
    await expect(close('other')).rejects.toMatchObject({ code: 'session_closed' });
    expect([kinds(), points()]).toEqual([['closed'], { [sara]: 10n }]);
  });
});

describe('points that pay', () => {
  test('are captured once, by the close', async () => {
    const { put, hold, close, points, ledger } = run(500n);
    await put();
    expect((await hold(400n)).state).toBe('held');
    expect((await hold(400n)).state).toBe('held');
    expect(ledger.balances.get(sara)).toBe(100n);
    await close();
    await close();
    expect(points()).toEqual({ [sara]: 10n - 400n });
  });

  test('that were being held when the till was cut off are held by the close', async () => {
    const { put, hold, close, points, ledger } = run(500n);
    await put();
    const { hold: ask } = ledger;
    ledger.hold = () => Promise.reject(new Error('cut off'));
    await expect(hold(400n)).rejects.toThrow('cut off');
    ledger.hold = ask;
    expect(await close()).toMatchObject({ state: 'closed', reservations: [{ amount: 400n }] });
    expect(points()).toEqual({ [sara]: 10n - 400n });
  });

  test('that the member does not have leave the session open, and fewer pay', async () => {
    const { put, hold, close, points } = run(300n);
    await put();
    await expect(hold(400n)).rejects.toMatchObject({ code: 'balance_too_low' });
    await expect(hold(400n)).rejects.toMatchObject({ code: 'balance_too_low' });
    await hold(300n, 'h2');
    await close();
    expect(points()).toEqual({ [sara]: 10n - 300n });
  });

  test('are let go by a cancel and by the deadline, and captured by neither', async () => {
    for (const end of ['cancel', 'deadline']) {
      const { put, hold, close, cancel, clock, kinds, sessions, points } = run(500n);
      await put();
      await hold(400n);
      if (end === 'cancel') await cancel.execute(clubId, 's', 'x');
      clock.advance(60_000);
      await expect(close()).rejects.toMatchObject({
        code: end === 'cancel' ? 'session_not_open' : 'session_expired',
      });
      expect(kinds()).toEqual(['ended']);
      expect(sessions.facts[0]?.postings).toMatchObject([{ verb: 'void', amount: 400n }]);
      expect(points()).toEqual({});
    }
  });

  test('come back with what is returned, to whoever paid, though the sale is another member’s', async () => {
    const { put, hold, close, giveBack, move, points } = run(500n);
    await put();
    await hold(400n);
    await close();
    expect((await giveBack(1n)).return).toMatchObject({ pointsTakenBack: 5n, pointsRestored: 200n });
    expect(points()).toEqual({ [sara]: 5n - 200n });
    await move(ben);
    expect(points()).toEqual({ [sara]: -200n, [ben]: 5n });
    await giveBack(1n, 'b2');
    expect(points()).toEqual({});
  });
});

describe('a return', () => {
  test('is taken once per key', async () => {
    const { put, close, giveBack, kinds, points, spend } = run();
    await put();
    await close();
    const { return: made } = await giveBack(1n);
    expect((await giveBack(1n)).return).toEqual(made);
    await expect(giveBack(2n)).rejects.toMatchObject({ code: 'key_reused' });
    expect([kinds(), points(), spend()]).toEqual([['closed', 'returned'], { [sara]: 5n }, { [sara]: 500n }]);
  });
});
