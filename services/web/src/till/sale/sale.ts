import type { Basket } from '@vafa/client';
import { parseNumber, type Decimal } from '../../kit/formats/numbers.ts';
import { isToman, type MoneyUnit } from '../../kit/formats/money.ts';
import { worthOfPoints } from '../../kit/formats/worth.ts';

/** How the club of a till counts, as far as a sale needs it. */
export interface Counting {
  readonly currency: string;
  readonly currencyDigits: number;
  readonly unit: MoneyUnit;
  /** What one point pays, in 1/10,000 of the minor unit. */
  readonly pointValue: number;
}

export interface SaleLine {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** As typed, in the unit that the till shows. */
  readonly price: string;
  readonly quantity: string;
}

export type SaleKind = 'quick' | 'items';
export type PayWay = 'card' | 'cash';

/** A member who is known to the club, or what was read of one while nobody could be asked. */
export interface Buyer {
  readonly memberId?: string;
  readonly name: string;
  readonly lookUp?: { readonly by: 'phone' | 'card'; readonly value: string };
}

export interface SaleVoucher {
  readonly code: string;
  readonly reward: string;
  readonly redemptionId: string;
}

/** A sale that is being made. It is kept on the device with every change. */
export interface Sale {
  readonly id: string;
  readonly receipt: string;
  readonly kind: SaleKind;
  /** Of a quick invoice, as typed. */
  readonly amount: string;
  readonly lines: readonly SaleLine[];
  readonly buyer?: Buyer;
  readonly points: number;
  readonly vouchers: readonly SaleVoucher[];
  readonly way: PayWay;
  readonly openedAt: string;
  /** The club may know it: a basket of it was sent. */
  readonly isSent: boolean;
}

/** The item number of a sale without items. */
const quickCode = 'QUICK';
const quantityMax = 1_000_000n;
const wholeDigitsMax = 13;

/** What was typed as a price, as decimal text in the major unit; undefined when it is none. */
export const priceOf = (typed: string, { currency, unit }: Counting): string | undefined => {
  const value = parseNumber(typed);
  if (value === undefined || value.digits < 0n) return undefined;
  const text = decimalText(isToman(currency, unit) ? { digits: value.digits * 10n, scale: value.scale } : value);
  return text.split('.')[0]!.length > wholeDigitsMax ? undefined : text;
};

const decimalText = ({ digits, scale }: Decimal): string => {
  const text = digits.toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const places = text.slice(text.length - scale).replace(/0+$/, '');
  return places === '' ? whole : `${whole}.${places}`;
};

/** How much of an item, as decimal text; undefined when it is no amount that can be sold. */
export const quantityOf = (typed: string): string | undefined => {
  const value = parseNumber(typed);
  if (value === undefined || value.digits <= 0n || value.scale > 3) return undefined;
  return value.digits > quantityMax * 10n ** BigInt(value.scale) ? undefined : decimalText(value);
};

type BasketLine = Basket['lines'][number];

const lineOf = ({ code, name, price, quantity }: SaleLine, counting: Counting): BasketLine | undefined => {
  const [unitPrice, many] = [priceOf(price, counting), quantityOf(quantity)];
  if (unitPrice === undefined || many === undefined) return undefined;
  return { sku: code, ...(name !== code && { description: name }), quantity: many, unit_price: unitPrice };
};

/** The lines of a sale as the club takes them; none while nothing is sold yet. */
export const basketLines = (sale: Sale, quickName: string, counting: Counting): readonly BasketLine[] => {
  if (sale.kind === 'items')
    return sale.lines.map((line) => lineOf(line, counting)).filter((line) => line !== undefined);
  const price = priceOf(sale.amount, counting);
  if (price === undefined || price === '0') return [];
  return [{ sku: quickCode, description: quickName, quantity: '1', unit_price: price }];
};

const thousandths = (text: string): bigint => scaled(text, 3);

const scaled = (text: string, places: number): bigint => {
  const [whole = '', rest = ''] = text.split('.');
  return BigInt(whole + rest.padEnd(places, '0').slice(0, places));
};

const priceDigits = 6;

/** What a line costs in minor units, rounded half up once, as the club counts it. */
export const lineAmount = ({ quantity, unit_price: price }: BasketLine, currencyDigits: number): bigint => {
  const exact = thousandths(String(quantity)) * scaled(price, priceDigits);
  const divisor = 10n ** BigInt(3 + priceDigits - currencyDigits);
  return (exact * 2n + divisor) / (divisor * 2n);
};

export const totalOf = (lines: readonly BasketLine[], { currencyDigits }: Counting): bigint =>
  lines.reduce((sum, line) => sum + lineAmount(line, currencyDigits), 0n);

const valueScale = 10_000n;

/** What so many points pay, in minor units. */
export const pointsPay = (points: number, { pointValue }: Counting): bigint => worthOfPoints(points, pointValue);

/** The most points that can pay for a total, of those that the member has. */
export const pointsMost = (total: bigint, available: number, { pointValue }: Counting): number => {
  if (pointValue === 0 || total <= 0n) return 0;
  const most = (total * valueScale) / BigInt(pointValue);
  return most < BigInt(available) ? Number(most) : Math.max(available, 0);
};
