import { ApiProblem, type Session } from '@vafa/client';
import { num } from '../rest.ts';
import { pointsFor, returnsOf, totalOf, type BookedSale, type SalesMade } from './sales-made.ts';
import type { InsistentRest } from './insistent-rest.ts';
import type { PlannedLine, PlannedSale } from './planned-sale.ts';

export const branch = { code: 'kiosk', name: 'Kiosk' } as const;

const priceText = (price: number): string => `${Math.floor(price / 100)}.${String(price % 100).padStart(2, '0')}`;

const newLine = ({ sku, quantity, price }: PlannedLine) => ({ sku, quantity, unit_price: priceText(price) });

/** What sales need of the shop they are made in. */
export interface Counter {
  readonly rest: InsistentRest;
  readonly record: SalesMade;
  /** Ids of the members, by place. */
  readonly members: readonly string[];
  /** Called when a close was acknowledged. */
  onClosed(sale: { readonly saleId: string; readonly member: number | undefined; readonly accrued: number }): void;
}

interface SessionPath {
  readonly session_id: string;
}

/** Holds points, unless the member has too few by now. Answers what is held. */
const hold = async ({ rest }: Counter, { number, points }: PlannedSale, path: SessionPath): Promise<number> => {
  if (points === 0) return 0;
  try {
    return num((await rest.call('holdSession', { path, body: { points }, key: `hold-${number}` })).points_held);
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'balance_too_low') return 0;
    throw error;
  }
};

const takeBack = async (
  { rest, record }: Counter,
  plan: PlannedSale,
  path: SessionPath,
  held: number,
): Promise<BookedSale['returns']> => {
  const booked = returnsOf(
    plan,
    held,
    plan.returns.map((_, place) => `return-${plan.number}-${place + 1}`),
  );
  for (const [place, { key, amount, takenBack, restored }] of booked.entries()) {
    const lines = [...(plan.returns[place] ?? [])].map(([line, quantity]) => ({ position: line + 1, quantity }));
    const made = (await rest.call('returnLines', { path, body: { receipt: key, lines }, key })).return;
    record.compare(`${key}, amount`, made.amount.amount, amount);
    record.compare(`${key}, taken back`, made.points_taken_back, takenBack);
    record.compare(`${key}, restored`, made.points_restored, restored);
  }
  return booked;
};

/**
 * One customer at a till: basket, points to pay with, close or cancel, and what is brought back; booked once all is
 * acknowledged.
 */
export const sell = async (counter: Counter, plan: PlannedSale, till: number): Promise<void> => {
  const { rest, record, members } = counter;
  const sessionId = `s-${plan.number}`;
  const path = { session_id: sessionId };
  const basket = {
    branch: branch.code,
    till: String(till),
    receipt: sessionId,
    ...(plan.member === undefined ? {} : { member_id: members[plan.member] }),
    lines: plan.lines.map(newLine),
  };
  const opened = await rest.call('putSession', { path, body: basket });
  const saleId = opened.sale_id;
  const total = totalOf(plan);
  record.compare(`${sessionId}, total`, opened.total.amount, total);
  const held = await hold(counter, plan, path);
  if (plan.end === 'cancel') {
    await rest.call('cancelSession', { path, body: {}, key: `cancel-${plan.number}` });
    record.add({ plan, sessionId, saleId, state: 'cancelled', total, held, accrued: 0, returns: [] });
    return;
  }
  const closed = await rest.call('closeSession', { path, body: {}, key: `close-${plan.number}` });
  const accrued = pointsFor(plan, total);
  counter.onClosed({ saleId, member: plan.member, accrued });
  record.compare(`${sessionId}, points`, closed.points, accrued);
  record.compare(`${sessionId}, points held`, closed.points_held, held);
  record.add({
    plan,
    sessionId,
    saleId,
    state: 'closed',
    total,
    held,
    accrued,
    returns: await takeBack(counter, plan, path, held),
  });
};

/** Sales that were made without network, submitted together: no points to pay with, no returns. */
export const submitBatch = async ({ rest, record, members }: Counter, plans: readonly PlannedSale[]): Promise<void> => {
  const [first] = plans;
  const at = new Date().toISOString();
  const sales = plans.map((plan) => ({ ...plan, points: 0, end: 'close' as const, returns: [] }));
  const items = sales.map((plan) => ({
    session_id: `s-${plan.number}`,
    branch: branch.code,
    till: 'offline',
    receipt: `s-${plan.number}`,
    ...(plan.member === undefined ? {} : { member_id: members[plan.member] }),
    at,
    lines: plan.lines.map(newLine),
  }));
  const outcomes = (await rest.call('submitSales', { body: { items }, key: `batch-${first?.number ?? 0}` })).items;
  for (const [place, plan] of sales.entries()) {
    const sessionId = `s-${plan.number}`;
    const total = totalOf(plan);
    record.compare(`${sessionId} of a batch`, outcomes[place]?.status, 'accepted');
    record.add({
      plan,
      sessionId,
      saleId: String(outcomes[place]?.sale_id),
      state: 'closed',
      total,
      held: 0,
      accrued: pointsFor(plan, total),
      returns: [],
    });
  }
};

/** What the stored session says of a booked sale; empty when it agrees. */
export const differencesOf = (sale: BookedSale, session: Session): string[] => {
  const left = sale.total - sale.returns.reduce((sum, { amount }) => sum + amount, 0);
  const shown = {
    sale: session.sale_id,
    state: session.state,
    total: session.total.amount,
    left: session.remaining_total.amount,
    returns: session.returns.map(({ receipt }) => receipt).join(),
  };
  const expected = {
    sale: sale.saleId,
    state: sale.state,
    total: sale.total,
    left,
    returns: sale.returns.map(({ key }) => key).join(),
  };
  return JSON.stringify(shown) === JSON.stringify(expected)
    ? []
    : [`${sale.sessionId}: ${JSON.stringify(shown)} instead of ${JSON.stringify(expected)}`];
};
