import type { Client, Session } from '@vafa/client';
import { isSaleId, saleOfId } from '../../api/sale-of-id.ts';
import { plainDigits } from '../../kit/formats/numbers.ts';
import type { DeskState } from './desk-state.ts';

/** The sale of a receipt, by what its QR says or by its number. */
export const findSale = async (
  api: Pick<Client, 'call'>,
  { receipts, own }: Pick<DeskState, 'receipts' | 'own'>,
  typed: string,
): Promise<Session | undefined> => {
  const text = plainDigits(typed).trim();
  const known = receipts.find(({ number, id }) => number === text || id === text);
  const id = known?.id ?? (isSaleId(text) ? text : undefined);
  const found = id === undefined ? undefined : await saleOfId(api, id);
  if (found !== undefined) return found;
  // Of another till, or told later under an id that the club has given it.
  const query = { branch: own.branch.id, receipt: known?.number ?? text };
  const { items } = await api.call('findSessions', { query });
  return items.find(({ state }) => state === 'closed') ?? items[0];
};
