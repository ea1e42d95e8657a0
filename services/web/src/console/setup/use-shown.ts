import { useClub } from '../../kit/club-settings.tsx';
import { formatMoney, moneyText } from '../../kit/formats/money.ts';
import { currencies, toMinor, type Draft } from './draft.ts';

/** Amounts of a draft as they will be shown in its club. */
export const useShown = (draft: Draft): { readonly money: (amount: number) => string; readonly unit: string } => {
  const { language } = useClub();
  const of = (amount: number) => ({
    amount: toMinor(amount, draft),
    currency: draft.currency,
    digits: currencies[draft.currency],
  });
  return {
    money: (amount) => moneyText(of(amount), draft.money, language),
    unit: formatMoney(of(0), draft.money, language).unit,
  };
};
