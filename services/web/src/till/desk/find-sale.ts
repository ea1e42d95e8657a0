import { ApiProblem, type Client, type Session } from '@vafa/client';
import { plainDigits } from '../../kit/formats/numbers.ts';
import type { DeskState } from './desk-state.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const ofId = async (api: Pick<Client, 'call'>, id: string): Promise<Session | undefined> => {
  try {
    return await api.call('getSession', { path: { session_id: id } });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
};

/** The sale of a receipt, by what its QR says or by its number. */
export const findSale = async (
  api: Pick<Client, 'call'>,
  { receipts, own }: Pick<DeskState, 'receipts' | 'own'>,
  typed: string,
): Promise<Session | undefined> => {
  const text = plainDigits(typed).trim();
  const known = receipts.find(({ number, id }) => number === text || id === text);
  const id = known?.id ?? (uuid.test(text) ? text : undefined);
  const found = id === undefined ? undefined : await ofId(api, id);
  if (found !== undefined) return found;
  // Of another till, or told later under an id that the club has given it.
  const query = { branch: own.branch.id, receipt: known?.number ?? text };
  const { items } = await api.call('findSessions', { query });
  return items.find(({ state }) => state === 'closed') ?? items[0];
};
