import type { Member } from '@vafa/client';

/** A complaint as it is written down. Of the member only who it is: what is kept lies open to whoever sits down. */
export interface Begun {
  readonly member: Pick<Member, 'id' | 'name'> | undefined;
  readonly subject: string;
  readonly text: string;
  readonly sale: string;
}

export const nothing: Begun = { member: undefined, subject: '', text: '', sale: '' };

const memberOf = (kept: unknown): Begun['member'] => {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { id, name } = kept as { readonly id?: unknown; readonly name?: unknown };
  return typeof id === 'string' ? { id, name: typeof name === 'string' ? name : null } : undefined;
};

/** What was kept of it. */
export const begunOf = (kept: unknown): Begun | undefined => {
  const { member, subject, text, sale } = kept as Partial<Record<keyof Begun, unknown>>;
  if (typeof subject !== 'string' || typeof text !== 'string' || typeof sale !== 'string') return undefined;
  return { member: memberOf(member), subject, text, sale };
};
