import { goodsKey } from '@vafa/contracts/goods';

const inDigits = (zero: number, text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const persianZero = 0x06f0;
const arabicZero = 0x0660;

/**
 * How goods may be written in stored lines, which keep a SKU as it came: as it is here, by its key, as UPC-A and
 * GTIN-14, in the digits of Persian and Arabic.
 */
export const goodsForms = (skus: readonly string[]): string[] => {
  const forms = new Set<string>();
  for (const sku of skus) {
    const key = goodsKey(sku);
    forms.add(sku).add(key);
    if (/^\d{13}$/.test(key)) forms.add(`0${key}`);
    if (/^0\d{12}$/.test(key)) forms.add(key.slice(1));
    if (/\d/.test(key)) forms.add(inDigits(persianZero, key)).add(inDigits(arabicZero, key));
  }
  return [...forms];
};
