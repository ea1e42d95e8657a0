import { statementOf } from '../figures.ts';
import type { Rest } from '../rest.ts';
import { until } from '../until.ts';
import type { ClosedSale, Shop } from './shop.ts';

export interface Recovery {
  readonly fault: string;
  /** Until the next sale was closed, in milliseconds after the fault's end. */
  readonly closedMs: number;
  /** Until all that was sold before the fault's end stood in the accounts. */
  readonly postedMs: number;
}

const patienceMs = 180_000;
const witnesses = 6;

const isPosted = async (rest: Rest, { member, saleId }: ClosedSale): Promise<boolean> => {
  const entries = await statementOf(rest, member ?? '');
  return entries.some(({ kind, reference }) => kind === 'accrue' && reference === saleId);
};

/** Measures from the end of a fault on, while the tills go on selling. */
export const measureRecovery = async (shop: Shop, rest: Rest, fault: string, end: number): Promise<Recovery> => {
  const before = shop.closes
    .filter(({ at, member, accrued }) => at <= end && member !== undefined && accrued > 0)
    .slice(-witnesses);
  const [closedAt, postedAt] = await Promise.all([
    until(`a sale is closed after "${fault}"`, patienceMs, () => shop.closes.find(({ at }) => at > end)?.at),
    until(
      `what was sold before "${fault}" is posted`,
      patienceMs,
      async () => {
        for (const sale of before) if (!(await isPosted(rest, sale))) return undefined;
        return Date.now();
      },
      100,
    ),
  ]);
  return { fault, closedMs: closedAt - end, postedMs: postedAt - end };
};
