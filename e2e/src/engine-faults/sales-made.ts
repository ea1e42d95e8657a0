import type { PlannedReturn, PlannedSale } from './planned-sale.ts';

export interface BookedReturn {
  readonly key: string;
  /** Minor units. */
  readonly amount: number;
  readonly takenBack: number;
  readonly restored: number;
}

/** One sale as the till has it acknowledged. All figures are worked out here, by no code of the services. */
export interface BookedSale {
  readonly plan: PlannedSale;
  readonly sessionId: string;
  readonly saleId: string;
  readonly state: 'closed' | 'cancelled';
  readonly total: number;
  /** Points that were held: spent when it closed. */
  readonly held: number;
  readonly accrued: number;
  readonly returns: readonly BookedReturn[];
}

const minorUnitsPerPoint = 100;

export const totalOf = ({ lines }: PlannedSale): number =>
  lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);

/** A point for each whole pound of what somebody known keeps. */
export const pointsFor = ({ member }: PlannedSale, amount: number): number =>
  member === undefined ? 0 : Math.floor(amount / minorUnitsPerPoint);

const amountOf = ({ lines }: PlannedSale, units: PlannedReturn): number =>
  [...units].reduce((sum, [place, quantity]) => sum + quantity * (lines[place]?.price ?? 0), 0);

/**
 * What each return of a sale comes to. The points above what the rest of the sale still earns are taken back. The
 * points that paid are given back in proportion to all that was returned so far, rounded down, less what was given back
 * before.
 */
export const returnsOf = (plan: PlannedSale, held: number, keys: readonly string[]): BookedReturn[] => {
  const total = totalOf(plan);
  let back = 0;
  let given = 0;
  return plan.returns.map((units, place) => {
    const before = total - back;
    const amount = amountOf(plan, units);
    back += amount;
    const due = Math.floor((held * back) / total);
    const restored = due - given;
    given = due;
    return {
      key: keys[place] ?? '',
      amount,
      takenBack: pointsFor(plan, before) - pointsFor(plan, total - back),
      restored,
    };
  });
};

export interface MemberFigures {
  readonly sales: number;
  readonly accrued: number;
  readonly spent: number;
  readonly restored: number;
  readonly takenBack: number;
  /** Minor units of what was bought and kept. */
  readonly spend: number;
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((before, one) => before + of(one), 0);

export const figuresOf = (sales: readonly BookedSale[]): MemberFigures => {
  const closed = sales.filter(({ state }) => state === 'closed');
  const returns = closed.flatMap((sale) => sale.returns);
  return {
    sales: closed.length,
    accrued: sum(closed, ({ accrued }) => accrued),
    spent: sum(closed, ({ held }) => held),
    restored: sum(returns, ({ restored }) => restored),
    takenBack: sum(returns, ({ takenBack }) => takenBack),
    spend: sum(closed, ({ total }) => total) - sum(returns, ({ amount }) => amount),
  };
};

export const balanceOf = ({ accrued, spent, restored, takenBack }: MemberFigures): number =>
  accrued - spent + restored - takenBack;

/** Everything that was acknowledged, and when the last sale was. */
export class SalesMade {
  readonly sales: BookedSale[] = [];
  /** Answers that were not what the arithmetic says. */
  readonly disagreements: string[] = [];

  add(sale: BookedSale): void {
    this.sales.push(sale);
  }

  ofMember(member: number): BookedSale[] {
    return this.sales.filter(({ plan }) => plan.member === member);
  }

  /** Notes a difference between an answer and the arithmetic. */
  compare(what: string, answered: unknown, expected: unknown): void {
    if (answered !== expected) this.disagreements.push(`${what}: ${String(answered)} instead of ${String(expected)}`);
  }
}
