import { headerKey } from './header-key.ts';

const words = [
  'refund', 'refunded', 'return', 'returned', 'sales return', 'credit note', 'credit memo', 'credit', 'reversal', 'void return',
  'gutschrift', 'retoure', 'rückgabe', 'storno', 'rückerstattung', 'stornorechnung', 'rechnungskorrektur',
  'مرجوعی', 'برگشت', 'برگشتی', 'برگشت از فروش', 'مرجوعی فروش', 'مرجوع', 'استرداد', 'فاکتور برگشت', 'برگشت فروش', 'فاکتور مرجوعی',
];
const keys = new Set(words.map(headerKey));

/** Whether a value of a column of kinds says that goods came back. */
export const saysReturn = (value: string): boolean => keys.has(headerKey(value));
