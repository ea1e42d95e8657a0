import { unreadTerms } from '@vafa/contracts';
import { EarningRule } from '@vafa/contracts/campaigns';
import type { BatchItem } from '@vafa/contracts/checkout';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ruleId } from './fake-neighbours.ts';
import { fresh, newLine, runCheckout, saleOf } from './running-checkout.ts';
import { noon } from './sales.ts';

let run: Awaited<ReturnType<typeof runCheckout>>;

beforeAll(async () => {
  run = await runCheckout();
});
afterAll(() => run.stop());

const submit = async (clubId: string, items: BatchItem[]) =>
  (await run.checkout.submitBatch({ clubId, ...unreadTerms, source: 'file-1', items })).outcomes;

describe('a draft on recorded sales', () => {
  test('is told beside what they earned, by rule and by sale, and nothing is written', async () => {
    const clubId = fresh('club');
    const priced = (price: string, changes: Partial<BatchItem> = {}) =>
      saleOf({ lines: [newLine('tea', 1n, price, 1n)], ...changes });
    const back = saleOf({ lines: [newLine('tea', 2n, '7.50', 1n)] });
    const items = [back, priced('0.50'), priced('12.49'), priced('40.00', { memberId: '' })];
    const outcomes = await submit(clubId, items);
    await run.checkout.returnLines({
      clubId,
      sessionId: back.sessionId,
      key: fresh('key'),
      receipt: '',
      lines: [{ position: 1, quantityMilli: 1_000n, amount: 0n }],
    });
    const before = run.neighbours.ledger.commands.length;
    const draft = {
      ...EarningRule.decode(new Uint8Array()),
      code: 'fives',
      name: 'Fives',
      points: 3n,
      perAmount: 500n,
    };
    const replay = (from: string, rule?: EarningRule) =>
      run.checkout.replayRules({ clubId, from: new Date(from), to: noon, after: '', rule });
    const answer = await replay('2026-01-01T00:00:00Z', draft);
    // 7.50 gave 7 and gives 3, 0.50 nothing, 12.49 gave 12 and gives 6.
    expect(answer).toMatchObject({ sales: 3n, pointsGiven: 19n, pointsDrafted: 9n, next: '' });
    expect(answer.rules).toEqual([{ ruleId, pointsGiven: 19n, pointsDrafted: 9n }]);
    expect(answer.differences).toMatchObject([
      { saleId: outcomes[2]?.saleId, amount: 1_249n, pointsGiven: 12n, pointsDrafted: 6n },
      { saleId: outcomes[0]?.saleId, amount: 750n, pointsGiven: 7n, pointsDrafted: 3n },
    ]);
    expect(run.neighbours.ledger.commands).toHaveLength(before);
    expect(await replay(noon.toISOString().replace('T12', 'T11'), draft)).toMatchObject({ sales: 0n, next: '' });
    await expect(replay('2027-01-01T00:00:00Z', draft)).rejects.toEqual(
      expect.objectContaining({ code: 'invalid_session' }),
    );
    await expect(replay('2026-01-01T00:00:00Z')).rejects.toEqual(expect.objectContaining({ code: 'invalid_rule' }));
  });

  test('goes on where it stopped, and tells each sale once', async () => {
    const clubId = fresh('club');
    const items = Array.from({ length: 601 }, () => saleOf({ lines: [newLine('tea', 1n, '2.50', 1n)] }));
    await submit(clubId, items.slice(0, 400));
    await submit(clubId, items.slice(400));
    const rule = { ...EarningRule.decode(new Uint8Array()), code: 'ones', name: 'Ones', points: 1n, perAmount: 100n };
    const period = { clubId, from: new Date('2026-01-01T00:00:00Z'), to: noon, rule };
    const first = await run.checkout.replayRules({ ...period, after: '' });
    expect(first.sales).toBe(600n);
    const rest = await run.checkout.replayRules({ ...period, after: first.next });
    expect(rest).toMatchObject({ sales: 1n, pointsGiven: 2n, pointsDrafted: 2n, differences: [], next: '' });
  });
});
