import type { Client, Session } from '@vafa/client';
import { orMissing } from './or-missing.ts';

const saleId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether this is what the QR of a receipt says, and no number of one. */
export const isSaleId = (text: string): boolean => saleId.test(text);

/** The sale of that id; undefined where the club has none. */
export const saleOfId = (api: Pick<Client, 'call'>, id: string): Promise<Session | undefined> =>
  orMissing(api.call('getSession', { path: { session_id: id } }));
