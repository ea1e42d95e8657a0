// Sales at tills while the club is killed again and again, on the embedded edition:
//   node e2e/src/kill-sales.ts [--kills 20] [--seed N]
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '@vafa/testing';
import { MeasuredShop, type Told } from './costs/measured-shop.ts';
import { randomOf } from './random-of.ts';
import { newDataFolder, RunningClub } from './running-club.ts';

export interface SalesKillPlan {
  readonly kills: number;
  readonly seed: number;
  readonly say: (text: string) => void;
}

const tills = 4;
const members = 8;
const patienceMs = 600_000;
/** A process makes some sales, one to so many, and is killed at some moment within so long after the last of them. */
const salesMost = 8;
const afterMs = 300;

/**
 * Tills sell, and ask again under the same key while the club is away. Answers what they were told; raises what of it
 * is not booked, or booked twice, once the club has come to rest.
 */
export const killSales = async ({ kills, seed, say }: SalesKillPlan): Promise<Told> => {
  const next = randomOf(seed);
  const options = { dataFolder: newDataFolder(), port: await freePort(), empty: true };
  let club = await RunningClub.start(options);
  try {
    await club.made(300_000);
    const shop = await MeasuredShop.open({ url: club.url, key: club.adminKey() }, members, patienceMs);
    for (let place = 0; place < members; place++) await shop.sell(false);
    await shop.verify();
    let isOpen = true;
    const till = async (): Promise<void> => {
      while (isOpen) await shop.sell(next() < 0.5);
    };
    const selling = Promise.all(Array.from({ length: tills }, till));
    for (let kill = 1; kill <= kills; kill++) {
      const enough = shop.told.sales + 1 + Math.floor(next() * salesMost);
      while (shop.told.sales < enough) await wait(5);
      await wait(next() * afterMs);
      await club.kill();
      say(`kill ${String(kill)} of ${String(kills)}: ${JSON.stringify(shop.told)}`);
      club = await RunningClub.start(options);
    }
    isOpen = false;
    await selling;
    await shop.verify();
    return shop.told;
  } finally {
    await club.remove();
  }
};

if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
  const [kills, seed] = [Number(values.kills ?? 20), Number(values.seed ?? Date.now() % 1_000_000)];
  console.log(`${String(kills)} kills of sales, seed ${String(seed)}`);
  const told = await killSales({ kills, seed, say: (text) => console.log(text) });
  console.log(`clean: ${JSON.stringify(told)}`);
}
