import type { Language } from './language.ts';
import { withDigits } from './numbers.ts';

/** `0912 345 6789`, «۰۹۱۲ ۳۴۵ ۶۷۸۹»: Iranian numbers as they are dialled there, others as they are dialled abroad. */
export const formatPhone = (phone: string, language: Language): string =>
  withDigits(
    phone.replace(/^\+98(9\d\d)(\d{3})(\d{4})$/, '0$1 $2 $3').replace(/^\+98(\d\d)(\d{4})(\d{4})$/, '0$1 $2 $3'),
    language,
  );

/** The end of a number, enough to tell it from others: `•••• 6789`, «•••• ۶۷۸۹». */
export const endOfPhone = (phone: string, language: Language): string =>
  withDigits(`•••• ${phone.slice(-4)}`, language);

/** A card in groups of four: `6041 1100 0120`. What is no number stays as it is. */
export const formatCard = (card: string, language: Language): string =>
  withDigits(/^\d+$/.test(card) ? card.replace(/(\d{4})(?=\d)/g, '$1 ') : card, language);
