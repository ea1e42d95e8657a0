import { join } from 'node:path';
import { decodeEvent, isOfSale, topics } from '@vafa/contracts';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import type { Posting } from '@vafa/contracts/effects';
import { LedgerEvent } from '@vafa/contracts/ledger-events';
import { openLogStream } from '@vafa/events';
import { until } from './until.ts';

/** Totals as a consumer folds them from the topics alone. */
export interface FoldedTotals {
  sales: number;
  salesWithoutMember: number;
  returns: Set<string>;
  accruedByCheckout: number;
  takenBackByCheckout: number;
  /** Outstanding points by account, from the ledger's own topic. */
  accounts: Map<string, number>;
}

/** The event log inside a running all-in-one's data folder. */
const logOf = (dataFolder: string): string =>
  `mongodb://${encodeURIComponent(join(dataFolder, 'sockets/database.sock'))}/?directConnection=true`;

const sumOf = (postings: readonly Posting[], verb: 'accrue' | 'reverse'): number =>
  postings.reduce(
    (sum, posting) =>
      posting.unit === 'points' && posting.effectId !== '' && posting.verb?.$case === verb
        ? sum + Number(posting.amount)
        : sum,
    0,
  );

const add = (totals: FoldedTotals, { event }: CheckoutEvent): void => {
  if (event === undefined || !isOfSale(event)) return;
  totals.accruedByCheckout += sumOf(event.value.postings, 'accrue');
  totals.takenBackByCheckout += sumOf(event.value.postings, 'reverse');
  if (event.$case === 'saleClosed') {
    totals.sales++;
    if (event.value.memberId === '') totals.salesWithoutMember++;
  }
  if (event.$case === 'saleReturned') totals.returns.add(event.value.receipt);
};

/** Starts a consumer group that nobody has heard of and folds both topics from their beginning to their present end. */
export const foldTopics = async (dataFolder: string, group: string): Promise<FoldedTotals> => {
  const stream = await openLogStream(logOf(dataFolder));
  const totals: FoldedTotals = {
    sales: 0,
    salesWithoutMember: 0,
    returns: new Set(),
    accruedByCheckout: 0,
    takenBackByCheckout: 0,
    accounts: new Map(),
  };
  const seen = new Set<string>();
  const consumers = [
    await stream.consume({
      topic: topics.checkout,
      group,
      awaited: false,
      handle: async (events) => {
        for (const { id, payload } of events) {
          if (seen.has(id)) continue;
          seen.add(id);
          add(totals, decodeEvent(CheckoutEvent, payload));
        }
      },
    }),
    await stream.consume({
      topic: topics.ledger,
      group,
      awaited: false,
      handle: async (events) => {
        for (const { payload, key } of events) {
          const { event } = decodeEvent(LedgerEvent, payload);
          if (event?.$case === 'commitPosted')
            totals.accounts.set(key, Number(event.value.available + event.value.pending + event.value.held));
        }
      },
    }),
  ];
  for (const topic of [topics.checkout, topics.ledger]) {
    const mark = await stream.mark(topic);
    await until(`${group} has read ${topic}`, 300_000, async () =>
      (await stream.progress(mark)).find((progress) => progress.group === group)?.behind === 0 ? true : undefined,
    );
  }
  for (const consumer of consumers) await consumer.stop();
  await stream.close();
  return totals;
};
