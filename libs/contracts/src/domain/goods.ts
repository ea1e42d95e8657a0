import { identifier } from '@vafa/kernel';

const gtinChecks = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, each, place) => total + Number(each) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
};

/**
 * What a SKU is compared by, everywhere: in conditions of rules and when a return looks for its sale. It is the SKU's
 * identifier, with one exception. A UPC-A (12 digits) or a GTIN-14 with a leading zero is the EAN-13 that it means,
 * where its check digit is right. By GS1 General Specifications, 3.3, a GTIN is filled up with zeros. Never stored: the
 * SKU stays as it was written.
 */
export const goodsKey = (sku: string): string => {
  const plain = identifier(sku);
  if ((plain.length !== 12 && plain.length !== 14) || !/^(\d{12}|0\d{13})$/.test(plain) || !gtinChecks(plain))
    return plain;
  return plain.length === 12 ? `0${plain}` : plain.slice(1);
};
