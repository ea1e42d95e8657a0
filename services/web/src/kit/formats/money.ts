import type { Language } from './language.ts';
import { formatNumber, rounded, type Decimal } from './numbers.ts';

/** As REST says money: minor units of a currency, and how many digits they have. */
export interface Money {
  readonly amount: bigint | number | string;
  readonly currency: string;
  readonly digits: number;
}

/** How a club shows its money: as the currency itself, or rials as tomans, ten to one. */
export type MoneyUnit = 'currency' | 'toman';

/** Number and unit apart: a page sets the unit smaller, and a column names it once, in its head. */
export interface ShownMoney {
  readonly number: string;
  readonly unit: string;
}

const words = { toman: { fa: 'تومان', en: 'toman' }, rial: { fa: 'ریال', en: 'rial' } } as const;

/** Rials have places on paper only: none are shown where there are none. */
const isRial = (currency: string): boolean => currency === 'IRR';

/** Whether amounts of this currency are shown as tomans, ten rials each. */
export const isToman = (currency: string, unit: MoneyUnit): boolean => unit === 'toman' && isRial(currency);

const scaleOf = ({ currency, digits }: Omit<Money, 'amount'>, unit: MoneyUnit): number =>
  isToman(currency, unit) ? digits + 1 : digits;

/** How many minor units one of the shown unit has. */
export const minorUnitsOf = ({ currency, digits }: Omit<Money, 'amount'>, unit: MoneyUnit): number =>
  10 ** scaleOf({ currency, digits }, unit);

const decimalOf = (money: Money, unit: MoneyUnit): Decimal => ({
  digits: BigInt(money.amount),
  scale: scaleOf(money, unit),
});

const unitOf = (currency: string, unit: MoneyUnit, language: Language): string => {
  // Behind Latin letters a Persian line would go on from left to right, and mix up the number that follows.
  if (!isRial(currency)) return language === 'fa' ? `${currency}\u200f` : currency;
  return words[unit === 'toman' ? 'toman' : 'rial'][language];
};

/** All of it: `4,330,250 toman`, `12.50 GBP`. Nothing is rounded, and nothing abbreviated. */
export const formatMoney = (money: Money, unit: MoneyUnit, language: Language): ShownMoney => ({
  number: formatNumber(decimalOf(money, unit), language, isRial(money.currency) ? 0 : money.digits),
  unit: unitOf(money.currency, unit, language),
});

/** Number and unit in one text. */
export const moneyText = (money: Money, unit: MoneyUnit, language: Language): string => {
  const shown = formatMoney(money, unit, language);
  return `${shown.number} ${shown.unit}`;
};

const million = 1_000_000n;
const scales = [
  { power: 9, fa: 'میلیارد', en: 'bn' },
  { power: 6, fa: 'میلیون', en: 'm' },
] as const;

/**
 * Large money in few digits, for overviews alone: `24.6 bn toman`, «۲۴٫۶ میلیارد تومان». Below a million, all of it.
 */
export const formatLargeMoney = (money: Money, unit: MoneyUnit, language: Language): ShownMoney => {
  const { digits, scale } = decimalOf(money, unit);
  const size = digits < 0n ? -digits : digits;
  if (size < million * 10n ** BigInt(scale)) return formatMoney(money, unit, language);
  // What is rounded up to a billion is one.
  const reaches = ({ power }: { readonly power: number }): boolean =>
    rounded({ digits: size, scale: scale + power }, 1).digits >= 10n;
  const fits = scales.find(reaches) ?? scales[1];
  const shown = rounded({ digits, scale: scale + fits.power }, 1);
  const currency = unitOf(money.currency, unit, language);
  return { number: formatNumber(shown, language), unit: `${fits[language]} ${currency}` };
};
