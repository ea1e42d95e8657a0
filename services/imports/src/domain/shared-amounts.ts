import { parseDecimal, rescaleHalfUp, spread } from '@vafa/kernel';
import { amountOf } from './amount-of.ts';
import type { OfReceipt, SaleRow } from './reading/sale-row.ts';

/**
 * The rows of a receipt at what was paid for them. What is off the receipt as a whole is shared over its goods in
 * proportion to their amounts. Shares are cut to minor units. The units left over go to the largest remainders, the
 * first of equal ones, so that the sum is exact. Goods that come back keep their prices.
 */
export const sharedRows = (rows: readonly SaleRow[], digits: number): readonly SaleRow[] => {
  const told = toldOf(rows);
  if (!told) return rows;
  const amounts = rows.map((row) =>
    row.quantityMilli > 0n && !row.unitPrice.startsWith('-') ? amountOf(row, digits) : 0n,
  );
  const sum = amounts.reduce((all, amount) => all + amount, 0n);
  const paid = paidOf(told, sum, digits);
  if (paid >= sum) return rows;
  const shares = spread(paid, amounts);
  return rows.map((row, place) => {
    const share = shares[place] ?? 0n;
    return share === amounts[place] ? row : { ...row, ...linePaid(row.quantityMilli, share, digits) };
  });
};

/** Programs say it in one row of the receipt, or the same in all. */
const toldOf = (rows: readonly SaleRow[]): OfReceipt | undefined => {
  const told = rows.flatMap(({ ofReceipt }) => ofReceipt ?? []);
  return told.length === 0 ? undefined : (Object.assign({}, ...[...told].reverse()) as OfReceipt);
};

const paidOf = ({ net, discount = '0', refunded = '0' }: OfReceipt, sum: bigint, digits: number): bigint => {
  const minor = (text: string): bigint => {
    const { digits: value, scale } = parseDecimal(text) ?? { digits: 0n, scale: 0 };
    return rescaleHalfUp(value, scale, digits);
  };
  // What the goods came to is known better than by the discount, which may be off the shipping.
  const sold = net === undefined ? sum - minor(discount) : minor(net) < sum ? minor(net) : sum;
  const left = sold - minor(refunded);
  return left < 0n ? 0n : left;
};

const placesMax = 12;

/** By the piece where that is finite within twelve places, else as one piece. */
const linePaid = (
  quantityMilli: bigint,
  share: bigint,
  digits: number,
): Pick<SaleRow, 'quantityMilli' | 'unitPrice'> => {
  const over = share * 1000n * 10n ** BigInt(placesMax - digits);
  return over % quantityMilli === 0n
    ? { quantityMilli, unitPrice: shown(over / quantityMilli, placesMax) }
    : { quantityMilli: 1000n, unitPrice: shown(share, digits) };
};

const shown = (value: bigint, scale: number): string => {
  const text = value.toString().padStart(scale + 1, '0');
  return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`.replace(/0+$/, '').replace(/\.$/, '');
};
