import { ApiProblem, type Client, type Session } from '@vafa/client';
import { plainDigits } from '../../kit/formats/numbers.ts';

const sessionId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
  const items = sessionId.test(text)
    ? await api
        .call('getSession', { path: { session_id: text } })
        .then((session) => [session])
        .catch((error: unknown) => {
          if (error instanceof ApiProblem && error.status === 404) return [];
          throw error;
        })
    : (await api.call('findSessions', { query: { branch, receipt: text } })).items;
  return items.filter(({ state }) => state === 'closed');
};
