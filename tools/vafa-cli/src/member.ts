import { CommandError } from './command-error.ts';
import { ApiProblem, type RestApi } from './rest-api.ts';

export interface Member {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly card: string | null;
  readonly external_id: string | null;
  readonly birth_date: string | null;
  readonly member_since: string;
  readonly revision: number;
}

interface Members {
  readonly items: readonly Member[];
}

/** What is no phone number of the club's country may still be a name. */
const nobody = (error: unknown): Members => {
  if (error instanceof ApiProblem && error.code === 'invalid_phone') return { items: [] };
  throw error;
};

/**
 * By id, external id, phone or name, the first that finds somebody. Raises CommandError for nobody, and for a name of
 * several.
 */
export const findMember = async (api: RestApi, asked: string): Promise<Member> => {
  if (asked.startsWith('mem_')) return api.get<Member>(`/v1/members/${encodeURIComponent(asked)}`);
  const ask = (by: string): Promise<Members> => api.get<Members>(`/v1/members?${by}=${encodeURIComponent(asked)}`);
  const byId = (await ask('external_id')).items[0];
  if (byId) return byId;
  // Only what has digits is asked as a phone number.
  const byPhone = /\p{Nd}{4}/u.test(asked.replace(/[\s().-]/g, ''))
    ? (await ask('phone').catch(nobody)).items[0]
    : undefined;
  if (byPhone) return byPhone;
  const [named, another] = (await ask('q')).items;
  if (named === undefined) throw new CommandError(`no member ${asked}`);
  if (another !== undefined)
    throw new CommandError(`several members are called ${asked}; name one by its id: ${named.id}, ${another.id} …`);
  return named;
};
