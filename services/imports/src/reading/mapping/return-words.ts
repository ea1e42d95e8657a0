import { headerKey } from './header-key.ts';

const words = [
  'refund',
  'refunded',
  'return',
  'returned',
  'sales return',
  'credit note',
  'credit memo',
  'credit',
  'reversal',
  'void return',
  'gutschrift',
  'retoure',
  'rückgabe',
  'storno',
  'rückerstattung',
  'stornorechnung',
  'rechnungskorrektur',
  'مرجوعی',
  'برگشت',
  'برگشتی',
  'برگشت از فروش',
  'مرجوعی فروش',
  'مرجوع',
  'استرداد',
  'فاکتور برگشت',
  'برگشت فروش',
  'فاکتور مرجوعی',
];
const keys = new Set(words.map(headerKey));

/** Whether a value of a column of kinds says that goods came back. */
export const saysReturn = (value: string): boolean => keys.has(headerKey(value));

const undoneWords = [
  'cancelled',
  'canceled',
  'voided',
  'void',
  'failed',
  'pending',
  'pending payment',
  'unpaid',
  'expired',
  'declined',
  'draft',
  'deleted',
  'abandoned',
  'storniert',
  'abgebrochen',
  'fehlgeschlagen',
  'unbezahlt',
  'ausstehend',
  'entwurf',
  'gelöscht',
  'لغو شده',
  'لغو',
  'باطل',
  'باطل شده',
  'ابطال',
  'ابطالی',
  'ابطال شده',
  'ناموفق',
  'در انتظار پرداخت',
  'پرداخت نشده',
  'پیش نویس',
  'پیش فاکتور',
  'حذف شده',
];
const undoneKeys = new Set(undoneWords.map(headerKey));

/** Whether a value of a column of kinds says that nothing was sold: cancelled, failed, not yet paid. */
export const saysUndone = (value: string): boolean => undoneKeys.has(headerKey(value));
