import { LedgerError } from '../journal/ledger-error.ts';

/** An account counts one unit of one member. Its text form starts with the club: no query by prefix crosses clubs. */
export interface AccountId {
  readonly clubId: string;
  readonly memberId: string;
  /** points … */
  readonly unit: string;
}

const part = /^[A-Za-z0-9_-]{1,64}$/;

export const isAccountId = (id: AccountId): boolean =>
  part.test(id.clubId) && part.test(id.memberId) && part.test(id.unit);

/** `{club}.{member}.{unit}` */
export const accountText = (id: AccountId): string => `${id.clubId}.${id.memberId}.${id.unit}`;

/** Raises `invalid_account`. */
export const parseAccount = (text: string): AccountId => {
  const [clubId = '', memberId = '', unit = '', ...rest] = text.split('.');
  const id = { clubId, memberId, unit };
  if (rest.length > 0 || !isAccountId(id))
    throw new LedgerError('invalid', 'invalid_account', 'an account is a club, a member and a unit');
  return id;
};
