import type { StandingPromotion } from '../standing-promotion.ts';
import type { Giver } from './giver.ts';
import type { GoodsLine, MeasuredSale } from '../sale/goods-line.ts';
import type { SaleLine } from '../sale/sale.ts';
import { whole } from '../terms/amounts.ts';
import { least, roundedUp } from './rounding.ts';
import { netOf, runsOf, takeOffUnits, weighedByNet, type UnitRun, type WeighedRun } from './units.ts';

/** Why less was taken than a promotion says. */
export type CutReason = 'cap_reached' | 'floor_reached' | 'limit_reached';

export interface Share extends Giver {
  readonly amount: bigint;
  /** What each line gave; known once the units are. */
  parts?: ReadonlyMap<SaleLine, bigint>;
}

export interface LineInWork {
  readonly goods: GoodsLine;
  net: bigint;
  /** In the order in which they were taken. */
  shares: Share[];
  /** Undefined: no unit was looked at yet, and all shares are of the whole line. */
  runs: UnitRun[] | undefined;
}

/** What a promotion has taken off a sale so far. */
class Taken {
  discount = 0n;
  /** The first reason why less was taken than it says. */
  cut: CutReason | undefined;
  private lines: Map<LineInWork, bigint> | undefined;

  get byLine(): Map<LineInWork, bigint> {
    return (this.lines ??= new Map());
  }
}

/** Nobody writes into it: the first share of a line makes a list of its own. */
const none: Share[] = [];

const nothingLeft = new Map<string, bigint>();

/** A sale while discounts are taken off it. */
export class SaleInWork {
  readonly measured: MeasuredSale;
  shippingNet: bigint;
  readonly shippingShares: Share[] = [];
  discount = 0n;
  readonly taken = new Map<StandingPromotion, Taken>();
  /** Of limits that may be used in part. */
  readonly left: Map<string, bigint>;
  private begun: readonly LineInWork[] | undefined;

  constructor(measured: MeasuredSale) {
    const { shipping, left } = measured.sale;
    this.measured = measured;
    this.shippingNet = shipping ?? 0n;
    this.left = left ? new Map(Object.entries(left)) : nothingLeft;
  }

  /** As they stand in the measured sale. */
  get lines(): readonly LineInWork[] {
    return (this.begun ??= this.measured.lines.map((goods) => ({
      goods,
      net: goods.gross,
      shares: none,
      runs: undefined,
    })));
  }
}

export const takenBy = (work: SaleInWork, promotion: StandingPromotion): Taken => {
  const known = work.taken.get(promotion);
  if (known) return known;
  const taken = new Taken();
  work.taken.set(promotion, taken);
  return taken;
};

export const cut = (work: SaleInWork, promotion: StandingPromotion, reason: CutReason, amount: bigint): void => {
  if (amount > 0n) takenBy(work, promotion).cut ??= reason;
};

/** The units of a line, with all that was taken off it so far. */
export const unitsOf = (line: LineInWork): UnitRun[] => {
  if (line.runs) return line.runs;
  const runs = runsOf(line.goods);
  for (const share of line.shares) share.parts = takeOffUnits(runs, weighedByNet(runs), share.amount);
  line.runs = runs;
  return runs;
};

/** What may still be used of a line; undefined: all of it. */
export const unusedOf = (line: LineInWork): UnitRun[] | undefined => line.runs?.filter(({ isUsed }) => !isUsed);

/** Takes an amount off a line: off some of its units, or off all by what they cost. */
export const takeOff = (
  line: LineInWork,
  { promotion, effect }: Giver,
  amount: bigint,
  chosen: readonly WeighedRun[] | undefined,
): void => {
  const share: Share = { promotion, effect, amount };
  line.net -= amount;
  if (line.shares === none) line.shares = [share];
  else line.shares.push(share);
  if (line.runs) share.parts = takeOffUnits(line.runs, chosen ?? weighedByNet(line.runs), amount);
};

const highest = (...amounts: (bigint | undefined)[]): bigint | undefined =>
  amounts.reduce((one, other) => (other !== undefined && (one === undefined || other > one) ? other : one), undefined);

const quantityOf = ({ part, count }: UnitRun, isWhole: boolean): bigint =>
  isWhole ? BigInt(count) * 1000n : BigInt(part.quantityMilli);

/** The least net of so many thousandths of a good, by its floor price and its cost; undefined: there is none. */
const floorOf = (work: SaleInWork, { goods }: LineInWork, { version }: StandingPromotion, milli: bigint) => {
  const { floor } = version.terms;
  const price = highest(goods.good?.floorPrice, floor.price);
  const margin = highest(work.measured.sale.club?.leastMargin, floor.leastMargin);
  const cost = margin === undefined ? undefined : goods.good?.cost;
  const tax = goods.tax?.included ? goods.tax.rate : 0n;
  return highest(
    price === undefined ? undefined : roundedUp(price * milli, 1000n),
    cost === undefined
      ? undefined
      : roundedUp(cost * milli * (whole + (margin ?? 0n)) * (whole + tax), 1000n * whole * whole),
  );
};

/** How much may still be taken off a line above its floor; undefined: all. Free units are outside floors. */
export const roomAbove = (work: SaleInWork, line: LineInWork, promotion: StandingPromotion): bigint | undefined => {
  const { good, units, milli } = line.goods;
  const { floor, floorOnFree } = promotion.version.terms;
  if (!good && floor.price === undefined) return undefined;
  const held = floorOnFree ? line.runs : line.runs?.filter(({ freeBy }) => !freeBy);
  const quantity = held ? held.reduce((sum, run) => sum + quantityOf(run, units > 0), 0n) : BigInt(milli);
  const lowest = floorOf(work, line, promotion, quantity);
  if (lowest === undefined) return undefined;
  const room = (held ? netOf(held) : line.net) - lowest;
  return room > 0n ? room : 0n;
};

/** An amount within what the promotion's cap, the club's and its limits leave. */
export const withinCaps = (work: SaleInWork, promotion: StandingPromotion, wanted: bigint): bigint => {
  const { caps, limits } = promotion.version.terms;
  const clubCap = work.measured.sale.club?.discountCap;
  let allowed = wanted;
  if (caps.discount !== undefined) allowed = least(allowed, caps.discount - takenBy(work, promotion).discount);
  if (clubCap !== undefined) allowed = least(allowed, clubCap - work.discount);
  if (allowed < 0n) allowed = 0n;
  cut(work, promotion, 'cap_reached', wanted - allowed);
  for (const { id, of, partial } of limits) {
    const left = of === 'discount' && partial ? work.left.get(id) : undefined;
    if (left === undefined || left >= allowed) continue;
    cut(work, promotion, 'limit_reached', allowed - left);
    allowed = left;
  }
  return allowed;
};

/** Writes down what was taken by a promotion. */
export const noteTaken = (work: SaleInWork, promotion: StandingPromotion, amount: bigint): void => {
  if (amount === 0n) return;
  takenBy(work, promotion).discount += amount;
  work.discount += amount;
  for (const { id, of } of promotion.version.terms.limits) {
    const left = of === 'discount' ? work.left.get(id) : undefined;
    if (left !== undefined) work.left.set(id, left - amount);
  }
};
