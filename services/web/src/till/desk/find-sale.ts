import { ApiProblem, type Client, type Session } from '@vafa/client';
import { plainDigits } from '../../kit/formats/numbers.ts';
import type { DeskState } from './desk-state.ts';

/** The sale of a receipt, by what its QR says or by its number. */
export const findSale = async (
  api: Pick<Client, 'call'>,
  { receipts }: Pick<DeskState, 'receipts'>,
  typed: string,
): Promise<Session | undefined> => {
  const text = plainDigits(typed).trim();
  const known = receipts.find(({ number, id }) => number === text || id === text);
  try {
    return await api.call('getSession', { path: { session_id: known?.id ?? text } });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
};
