import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { dayMs, derivedId } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import { memoryCheckout } from './in-memory.ts';
import { line, sara } from './sales.ts';

const now = new Date('2026-11-27T12:00:00Z');
const clubId = 'clb_1';
const branchId = derivedId(sharedIdPrefixes.branch, 'b');

const run = () => {
  const checkout = memoryCheckout(now);
  const sell = async (sessionId: string, receipt: string, till = '1'): Promise<void> => {
    const lines = [line('tea', 2n, '5.00')];
    await checkout.put.execute({ clubId, dry: false, sessionId, branchId, till, receipt, memberId: sara, lines });
    await checkout.close.execute(clubId, sessionId, `c:${sessionId}`);
  };
  const find = async (receipt: string, branch = branchId): Promise<string[]> =>
    (await checkout.find.execute({ clubId, branchId: branch, receipt })).map(({ sessionId }) => sessionId);
  return { ...checkout, sell, find };
};

describe('sales by the number of their receipt', () => {
  test('are found in their branch, the newest first', async () => {
    const { sell, find, clock } = run();
    await sell('old', '17');
    clock.advance(10 * dayMs);
    await sell('new', '17');
    await sell('other', '18');
    expect(await find('17')).toEqual(['new', 'old']);
    expect(await find('۱۸')).toEqual(['other']);
    expect(await find('19')).toEqual([]);
    expect(await find('17', derivedId(sharedIdPrefixes.branch, 'c'))).toEqual([]);
  });

  test('are found of each till that numbers alike', async () => {
    const { sell, find } = run();
    await sell('first', '17', '1');
    await sell('second', '17', '2');
    expect((await find('17')).sort()).toEqual(['first', 'second']);
  });

  test('are found for 120 days', async () => {
    const { sell, find, clock } = run();
    await sell('s', '17');
    clock.advance(120 * dayMs);
    expect(await find('17')).toEqual(['s']);
    clock.advance(dayMs);
    expect(await find('17')).toEqual([]);
  });

  test('need a number', async () => {
    await expect(run().find('')).rejects.toMatchObject({ code: 'invalid_session' });
  });
});
