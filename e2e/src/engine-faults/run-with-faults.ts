import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../until.ts';
import { audit, isPosted, type Audit } from './audit.ts';
import type { Fault, FaultyClub } from './faulty-club.ts';
import { measureRecovery, type Recovery } from './recovery.ts';
import { Shop } from './shop.ts';

export interface RunOptions {
  readonly club: FaultyClub;
  readonly seed: number;
  readonly sales: number;
  readonly say: (text: string) => void;
  readonly faults: (shop: Shop) => readonly Fault[];
}

export interface RunResult {
  readonly sales: number;
  readonly returns: number;
  readonly held: number;
  readonly seconds: number;
  readonly recoveries: readonly Recovery[];
  /**
   * From the last acknowledged sale until nothing was unrelayed, unhandled or unposted; undefined: never within three
   * minutes.
   */
  readonly settledMs: number | undefined;
  readonly retries: ReadonlyMap<string, number>;
  /** Processes that ended by themselves and were started again. */
  readonly ownEnds: readonly string[];
  /** The longest that a till waited for one answer. */
  readonly slowestMs: number;
  readonly audit: Audit;
}

const tills = 8;
const members = 16;
const settleWithinMs = 180_000;

const settle = async (shop: Shop, { rest, pending }: FaultyClub): Promise<void> => {
  await until(
    'everything is posted',
    settleWithinMs,
    async () => {
      const { unrelayed, behind } = await pending();
      return unrelayed === 0 && behind === 0 && (await isPosted(shop, rest)) ? true : undefined;
    },
    200,
  );
};

/** Each fault has its share of the sales before it, and the next one waits until this one is recovered from. */
const injectAll = async (
  { club, sales, say }: RunOptions,
  shop: Shop,
  faults: readonly Fault[],
): Promise<Recovery[]> => {
  const recoveries: Recovery[] = [];
  for (const [place, fault] of faults.entries()) {
    const due = Math.floor((sales * (place + 1)) / (faults.length + 1));
    while (shop.record.sales.length < due) await wait(20);
    const { at, note } = await fault.inject();
    const name = note === undefined ? fault.name : `${fault.name} (${note})`;
    const recovery = await measureRecovery(shop, club.rest, name, at);
    recoveries.push(recovery);
    say(
      `${String(shop.record.sales.length).padStart(5)} sales · ${name}: next close after ${recovery.closedMs} ms, posted after ${recovery.postedMs} ms`,
    );
  }
  return recoveries;
};

/** Sells while faults are injected, waits until everything settled, and holds the club against the record. */
export const runWithFaults = async (options: RunOptions): Promise<RunResult> => {
  const { club, seed, sales, faults } = options;
  const began = Date.now();
  const shop = new Shop({ rest: club.rest, seed, sales, tills, members });
  await shop.open();
  await until('the first points are posted', settleWithinMs, async () =>
    (await isPosted(shop, club.rest)) ? true : undefined,
  );
  const start = Date.now();
  options.say(`the club is open after ${((start - began) / 1_000).toFixed(1)} s`);
  const selling = shop.run();
  let recoveries: Recovery[];
  try {
    // A till that fails ends the run at once.
    recoveries = await Promise.race([
      injectAll(options, shop, faults(shop)),
      selling.then(() => Promise.reject(new Error('the tills ended before the faults'))),
    ]);
    shop.close();
    await selling;
  } catch (error) {
    shop.abandon();
    await selling.catch(() => undefined);
    throw error;
  }
  const sold = Date.now();
  const settledMs = await settle(shop, club).then(
    () => Date.now() - sold,
    () => undefined,
  );
  const closed = shop.record.sales.filter(({ state }) => state === 'closed');
  return {
    sales: shop.record.sales.length,
    returns: closed.flatMap(({ returns }) => returns).length,
    held: shop.record.sales.filter(({ held }) => held > 0).length,
    seconds: (sold - start) / 1_000,
    recoveries,
    settledMs,
    retries: shop.rest.retries,
    ownEnds: club.ownEnds,
    slowestMs: shop.rest.slowestMs,
    audit: await audit(shop, club.rest),
  };
};
