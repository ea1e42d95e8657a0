import type { Client, Session } from '@vafa/client';
import { isSaleId, saleOfId } from '../../api/sale-of-id.ts';
import { plainDigits } from '../../kit/formats/numbers.ts';

/** What a receipt says of its sale. */
export interface ReceiptTyped {
  /** Code or id of the branch. */
  readonly branch: string;
  readonly receipt: string;
}

/**
 * Closed sales of a receipt's number, the newest first: numbers come again, at other tills and on other days. What its
 * QR says is the sale itself.
 */
export const findSales = async (
  api: Pick<Client, 'call'>,
  { branch, receipt }: ReceiptTyped,
): Promise<readonly Session[]> => {
  const text = plainDigits(receipt).trim();
  const items = isSaleId(text)
    ? [await saleOfId(api, text)].filter((sale) => sale !== undefined)
    : (await api.call('findSessions', { query: { branch, receipt: text } })).items;
  return items.filter(({ state }) => state === 'closed');
};
