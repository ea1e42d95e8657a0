import { plainDigits } from '../../kit/formats/numbers.ts';

/** What a code says that was read: whom or what it names. */
export type Scan =
  | { readonly kind: 'phone' | 'card' | 'member' | 'voucher' | 'receipt'; readonly value: string }
  | { readonly kind: 'item'; readonly value: string };

const receiptMark = 'vafa-sale-';

/** What the QR on a receipt says: the sale's own id, by which any till of the branch finds it. */
export const receiptText = (saleId: string): string => receiptMark + saleId;

/** Weighted 1 and 3 from the right, the sum is a multiple of ten (EAN-8, UPC-A, EAN-13, GTIN-14). */
const isGoodsNumber = (digits: string): boolean => {
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
};

/** The number on a magnetic stripe stands behind a mark, and before one. */
const withoutStripe = (text: string): string => text.replace(/^[;%]?B?/i, '').replace(/[=^?].*$/, '');

export const isPhone = (text: string): boolean => /^(\+98|0098|0)?9\d{9}$/.test(text);

/** What was read, while goods are entered or not: a number of goods is one only then. */
export const readScan = (read: string, takesGoods: boolean): Scan => {
  const text = plainDigits(read).trim();
  if (text.startsWith(receiptMark)) return { kind: 'receipt', value: text.slice(receiptMark.length) };
  if (/^mem_\w+$/i.test(text)) return { kind: 'member', value: text.toLowerCase() };
  if (/^([0-9A-HJKMNP-TV-Z]{6}-){2}[0-9A-HJKMNP-TV-Z]{6}$|^[0-9A-HJKMNP-TV-Z]{18}$/i.test(text) && /[A-Z]/i.test(text))
    return { kind: 'voucher', value: text };
  if (isPhone(text)) return { kind: 'phone', value: text };
  if (takesGoods && isGoodsNumber(text)) return { kind: 'item', value: text };
  return { kind: 'card', value: withoutStripe(text) };
};
