import { describe, expect, test } from '@jest/globals';
import { RunningClub } from '../src/running-club.ts';
import { audit, isClean, isPosted } from '../src/engine-faults/audit.ts';
import { runPlan } from '../src/engine-faults/plans.ts';
import { isGood, reportOf } from '../src/engine-faults/report.ts';
import { Shop } from '../src/engine-faults/shop.ts';
import { Rest } from '../src/rest.ts';
import { until } from '../src/until.ts';

const { MONGODB_URI: mongodbUri = '', KAFKA_BROKERS: kafkaBrokers = '' } = process.env;
const describeEngines = mongodbUri !== '' && kafkaBrokers !== '' ? describe : describe.skip;
const seed = Number(process.env.VAFA_SEED ?? 20_261_123);

describe(`the tills without faults, seed ${seed}`, () => {
  test('agree with the record, and the audit sees what is lost, doubled or different', async () => {
    const club = await RunningClub.start({ empty: true });
    try {
      const rest = new Rest(club.url, club.adminKey(), 'faults');
      const shop = new Shop({ rest, seed, tills: 4, members: 6, sales: 60 });
      await shop.open();
      shop.close();
      await shop.run();
      await until('everything is posted', 120_000, async () => ((await isPosted(shop, rest)) ? true : undefined));
      await until('the record is clean', 120_000, async () => (isClean(await audit(shop, rest)) ? true : undefined));
      const sold = shop.record.sales.findLast(({ state, accrued }) => state === 'closed' && accrued > 0);
      if (!sold) throw new Error('nothing was sold');
      shop.record.sales.splice(shop.record.sales.indexOf(sold), 1);
      expect((await audit(shop, rest)).doubled).toEqual(
        expect.arrayContaining([expect.stringContaining(`accrue of ${sold.saleId}`)]),
      );
      shop.record.add({ ...sold, accrued: sold.accrued + 1 });
      expect((await audit(shop, rest)).wrong).toEqual(
        expect.arrayContaining([expect.stringContaining('points_accrued')]),
      );
      shop.record.add({ ...sold, sessionId: 's-none', saleId: 'sal_none' });
      expect((await audit(shop, rest)).lost).toEqual(
        expect.arrayContaining(['s-none: answered 404', expect.stringContaining('0 instead of 1 accrue of sal_none')]),
      );
    } finally {
      await club.remove();
    }
  }, 1_800_000);
});

describeEngines(`faults of the engines and of the services, seed ${seed}`, () => {
  test('nothing lost, nothing doubled, whatever stops, hangs, dies or is cut off', async () => {
    const said: string[] = [];
    const result = await runPlan('mixed', {
      seed,
      sales: 150,
      engines: { mongodbUri, kafkaBrokers },
      say: (text) => said.push(text),
    });
    if (!isGood(result)) throw new Error([...said, ...reportOf(result)].join('\n'));
    expect(result.recoveries).toHaveLength(said.filter((line) => line.includes('next close after')).length);
    expect(result.recoveries.length).toBeGreaterThanOrEqual(10);
    expect(result.sales).toBeGreaterThanOrEqual(150);
  }, 1_800_000);
});
