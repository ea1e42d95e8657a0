import { ApiProblem, type Client, type Member, type MemberPage } from '@vafa/client';
import { CommandError } from './command-error.ts';

/** What is no phone number of the club's country may still be a name. */
const nobody = (error: unknown): Pick<MemberPage, 'items'> => {
  if (error instanceof ApiProblem && error.code === 'invalid_phone') return { items: [] };
  throw error;
};

/**
 * By id, external id, phone or name, the first that finds somebody. Raises CommandError for nobody, and for a name of
 * several.
 */
export const findMember = async (api: Client, asked: string): Promise<Member> => {
  if (asked.startsWith('mem_')) return api.call('getMember', { path: { member_id: asked } });
  const ask = (by: 'external_id' | 'phone' | 'q'): Promise<Pick<MemberPage, 'items'>> =>
    api.call('findMembers', { query: { [by]: asked } });
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
