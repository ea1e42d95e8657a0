import { goodsKey } from '@vafa/contracts/goods';
import {
  amountOf,
  DomainError,
  isTimeZone,
  moneyAmountMax,
  parseDecimal,
  plainPrice,
  type CalendarName,
} from '@vafa/kernel';
import type {
  CatalogueGood,
  LineTax,
  MemberSnapshot,
  PlaceKind,
  PromotedSale,
  SaleLine,
  SalePayment,
} from '../promotions/sale/sale.ts';

const linesMax = 10_000;
const quantityMilliMax = 1_000_000_000_000n;
/** Places of a price, beyond which nobody prices. */
const pricePlacesMax = 6;
/** A hundred percent. */
const taxRateMax = 1_000_000n;

/** A line as somebody writes it down to try it. */
export interface TriedGoods {
  readonly sku: string;
  readonly quantityMilli: bigint;
  /** Decimal text in the club's currency. */
  readonly unitPrice: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tax: LineTax | undefined;
  /** Undefined: the catalogue does not know it. */
  readonly good: CatalogueGood | undefined;
}

/** A basket that nobody has bought, with all that promotions may ask. */
export interface TriedBasket {
  /** Undefined: now. */
  readonly at: Date | undefined;
  readonly zone: string;
  readonly calendar: CalendarName;
  /** Of the currency's minor unit. */
  readonly digits: number;
  readonly pointValue: bigint;
  readonly place: Readonly<Partial<Record<PlaceKind, string>>>;
  readonly member: MemberSnapshot | undefined;
  readonly lines: readonly TriedGoods[];
  readonly shipping: bigint | undefined;
  readonly codes: readonly string[];
  readonly payments: readonly SalePayment[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly left: Readonly<Record<string, bigint>>;
}

const wrong = (place: string, message: string): DomainError =>
  new DomainError('invalid', 'invalid_basket', `${place} ${message}`, { place });

const inRange = (amount: bigint): boolean => amount >= 0n && amount <= moneyAmountMax;

const toLine = (goods: TriedGoods, at: number, digits: number): SaleLine => {
  const place = `/lines/${String(at)}`;
  const { sku, quantityMilli, unitPrice, attributes, tax, good } = goods;
  if (sku === '') throw wrong(`${place}/sku`, 'is missing');
  if (quantityMilli <= 0n || quantityMilli > quantityMilliMax)
    throw wrong(`${place}/quantity`, 'must be above 0 to 10^9');
  const price = parseDecimal(unitPrice);
  if (!price || price.scale > pricePlacesMax) throw wrong(`${place}/unit_price`, 'must be decimal text such as "2.55"');
  if (price.digits < 0n) throw wrong(`${place}/unit_price`, 'must not be below 0');
  const gross = amountOf(unitPrice, quantityMilli, digits);
  if (!inRange(gross)) throw wrong(place, 'costs more than 10^14 minor units');
  if (tax && (tax.rate < 0n || tax.rate > taxRateMax))
    throw wrong(`${place}/tax/rate`, `must be from 0 to ${taxRateMax}`);
  return {
    position: at + 1,
    sku: goodsKey(sku),
    quantityMilli: Number(quantityMilli),
    gross,
    unitPrice: plainPrice(unitPrice) ?? unitPrice,
    attributes,
    ...(tax && { tax }),
    ...(good && { good }),
  };
};

const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

const daysOf = ({ since, lastPurchase, occasions = {} }: MemberSnapshot): [place: string, day: string][] => [
  ...(since === undefined ? [] : [['since', since] as [string, string]]),
  ...(lastPurchase === undefined ? [] : [['last_purchase', lastPurchase] as [string, string]]),
  ...Object.entries(occasions).map(([name, day]): [string, string] => [`occasions/${name}`, day]),
];

const judged = ({ lines, zone, shipping = 0n, payments, member }: TriedBasket): void => {
  if (lines.length === 0) throw wrong('/lines', 'must have one at least');
  if (lines.length > linesMax) throw wrong('/lines', `must have at most ${linesMax}`);
  if (!isTimeZone(zone)) throw wrong('/time_zone', 'is no time zone');
  if (!inRange(shipping)) throw wrong('/shipping', 'must be from 0 to 10^14');
  const refused = payments.findIndex(({ amount }) => !inRange(amount));
  if (refused >= 0) throw wrong(`/payments/${String(refused)}`, 'must be from 0 to 10^14');
  const [place] = daysOf(member ?? { id: '' }).find(([, day]) => !isDay(day)) ?? [];
  if (place !== undefined) throw wrong(`/member/${place}`, 'is no day such as 2026-03-21');
};

/** The basket as promotions see it. Raises `invalid_basket`: its details name the first wrong place. */
export const saleTried = (basket: TriedBasket, now: Date): PromotedSale => {
  judged(basket);
  const { at = now, zone, calendar, digits, pointValue, place, member, lines, shipping } = basket;
  const { codes, payments, attributes, left } = basket;
  return {
    at,
    zone,
    calendar,
    place,
    lines: lines.map((goods, line) => toLine(goods, line, digits)),
    codes,
    attributes,
    left,
    club: { pointValue },
    ...(member && { member }),
    ...(shipping !== undefined && { shipping }),
    ...(payments.length > 0 && { payments }),
  };
};
