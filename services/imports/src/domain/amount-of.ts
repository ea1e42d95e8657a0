import { parseDecimal, rescaleHalfUp } from '@vafa/kernel';
import type { SaleRow } from './reading/sale-row.ts';

/** Quantity × unit price in minor units, rounded half up once. */
export const amountOf = (
  { quantityMilli, unitPrice }: Pick<SaleRow, 'quantityMilli' | 'unitPrice'>,
  digits: number,
): bigint => {
  const price = parseDecimal(unitPrice) ?? { digits: 0n, scale: 0 };
  return rescaleHalfUp(price.digits * quantityMilli, price.scale + 3, digits);
};
