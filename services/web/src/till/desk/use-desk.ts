import { createContext, use, useMemo, useSyncExternalStore } from 'react';
import { useClub } from '../../kit/club-settings.tsx';
import { formatMoney, isToman, moneyText, type Money } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import type { Desk } from './desk.ts';
import type { DeskState } from './desk-state.ts';

export const TheDesk = createContext<Desk | undefined>(undefined);

export const useDesk = (): Desk => {
  const desk = use(TheDesk);
  if (desk === undefined) throw new Error('this part stands outside of a desk');
  return desk;
};

export const useDeskState = (): DeskState => {
  const desk = useDesk();
  return useSyncExternalStore(desk.watch, desk.get);
};

interface Shown {
  /** Digits alone: the unit stands in the head of a column, or beside it. */
  readonly number: (minor: bigint | number | string) => string;
  readonly unit: string;
  /** With the unit. */
  readonly text: (minor: bigint | number | string) => string;
  /** In the currency itself, where the club shows another unit. */
  readonly exact: ((minor: bigint | number | string) => string) | undefined;
  readonly count: (count: number | bigint) => string;
}

/** How amounts of the club are shown at this till. */
export const useMoney = (): Shown => {
  const { own } = useDeskState();
  const { money: unit, language } = useClub();
  const { currency, currency_digits: digits } = own.club;
  return useMemo(() => {
    const of = (amount: bigint | number | string): Money => ({ amount, currency, digits });
    return {
      number: (minor) => formatMoney(of(minor), unit, language).number,
      unit: formatMoney(of(0), unit, language).unit,
      text: (minor) => moneyText(of(minor), unit, language),
      exact: isToman(currency, unit) ? (minor) => moneyText(of(minor), 'currency', language) : undefined,
      count: (count) => formatNumber(count, language),
    };
  }, [currency, digits, unit, language]);
};
