import { isDeepStrictEqual } from 'node:util';
import { machine, machineText } from '../machine.ts';
import { keepResult } from '../results.ts';
import { row, table } from '../statistics.ts';
import { baskets, offers, ours, strangeOffers, theirs, type Adjudicate } from './promotions-work.ts';

export interface PromotionsBench {
  readonly rounds: number;
  /** One tiny round: shows that it runs, measures nothing. */
  readonly smoke: boolean;
  readonly json: boolean;
}

type Sales = ReturnType<typeof baskets>;

/** Microseconds of CPU a basket: other work on the machine disturbs them less than the clock's. */
const timed = async (adjudicate: Adjudicate, sales: Sales): Promise<number> => {
  const before = process.cpuUsage();
  for (const sale of sales) await adjudicate(sale);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / sales.length;
};

/** Both sides by turns, so that other work on the machine slows both. */
const pairs = async (
  [one, few]: readonly [Adjudicate, Sales],
  [other, many]: readonly [Adjudicate, Sales],
  rounds: number,
): Promise<(readonly [number, number])[]> => {
  const found: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) found.push([await timed(one, few), await timed(other, many)]);
    else {
      const second = await timed(other, many);
      found.push([await timed(one, few), second]);
    }
  }
  return found;
};

/** Fails where two ways do not come to the same offers. */
const same = async (one: Adjudicate, other: Adjudicate, sales: Sales): Promise<void> => {
  for (const sale of sales) {
    const [first, second] = [await one(sale), await other(sale)];
    if (!isDeepStrictEqual(first, second)) throw new Error(`not the same offers: ${first.join()} and ${second.join()}`);
  }
};

/** Adjudicates baskets of 20 lines in this process, beside json-rules-engine on the same conditions. */
export const benchPromotions = async ({ rounds, smoke, json }: PromotionsBench): Promise<void> => {
  const sales = baskets(smoke ? 20 : 2_000);
  const some = sales.slice(0, smoke ? 5 : 60);
  const [engine, peer] = [ours(offers(100)), theirs(offers(100))];
  await same(engine, peer, some);
  const few = ours(offers(20));
  const many = ours([...offers(20), ...strangeOffers(980)]);
  await same(few, many, some);
  const count = smoke ? 1 : rounds;
  await pairs([engine, sales], [peer, some], 1);
  await pairs([few, sales], [many, sales], smoke ? 1 : 3);
  const beside = await pairs([engine, sales], [peer, some], count);
  const told = await pairs([ours(offers(100), true), sales], [peer, some], count);
  const running = await pairs([few, sales], [many, sales], count);
  const ratios = beside.map(([own, other]) => other / own);
  const rows = [
    row('json-rules-engine ÷ 100 promotions, 20 lines', 'ratio', ratios, { must: 100, aim: 400 }),
    row(
      '1,000 running of which 20 could match ÷ 20 running (less is better)',
      'ratio',
      running.map(([own, other]) => other / own),
      { must: 1.2, aim: 1.05 },
    ),
    row(
      '… with what each line got',
      'ratio',
      told.map(([own, other]) => other / own),
    ),
    row(
      'a basket by 100 promotions',
      'µs',
      beside.map(([own]) => own),
    ),
    row(
      'a basket by json-rules-engine',
      'µs',
      beside.map(([, other]) => other),
    ),
    row(
      'a basket by 20 promotions',
      'µs',
      running.map(([own]) => own),
    ),
  ];
  const result = { machine, engine: 'none', rows, pairs: { beside, told, running } };
  keepResult('promotions', result);
  console.log(json ? JSON.stringify(result) : `${machineText}, in this process\n${table(rows)}`);
};
