import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { num } from '../src/rest.ts';
import { newDataFolder, RunningClub } from '../src/running-club.ts';
import { ShopClub } from '../src/shops/shop-club.ts';

const node = process.env.EARLIER_NODE;
const testMs = 300_000;
const basket = [{ sku: 'TEA', quantity: 3, unit_price: '1000.50' }];

// Runtimes disagree about decimals: the ICU of Node 24.0.0 gives Pakistani rupees two, that of 24.21 none.
// `tools/engines/earlier-node up` prints EARLIER_NODE.
(node ? describe : describe.skip)('a data folder that an earlier Node made', () => {
  const dataFolder = newDataFolder();
  const start = async (by?: string): Promise<RunningClub> => {
    const running = await RunningClub.start({ dataFolder, empty: true, node: by });
    await running.made(testMs);
    return running;
  };

  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

  test(
    'amounts, points and returns stay as they were sold',
    async () => {
      const earlier = await start(node);
      const shop = await ShopClub.open(earlier, 'PKR', 'Asia/Karachi');
      const member = await shop.member('KARACHI');
      const sold = await shop.sell('one', '1', member, basket);
      expect(sold.total.amount).toBe(300_150);
      await shop.expectPoints('KARACHI', 3_001);
      await earlier.stop();

      const now = await start();
      try {
        const again = ShopClub.of(now, shop.rest.club);
        expect(
          (await again.put('look', { receipt: '2', member_id: member, lines: basket }, { dry: 'true' })).total,
        ).toMatchObject({ amount: 300_150 });
        const { return: taken } = await again.rest.call('returnLines', {
          path: { session_id: 'one' },
          body: {
            lines: [{ position: 1, quantity: 1 }],
          },
        });
        expect(num(taken.amount.amount)).toBe(100_050);
        await again.expectPoints('KARACHI', 2_001);
        expect((await again.rest.call('verifyLedger')).findings).toEqual([]);
      } finally {
        await now.stop();
      }
    },
    testMs,
  );
});
