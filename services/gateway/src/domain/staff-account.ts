import { DomainError, identifier } from '@vafa/kernel';
import type { Caller } from './api-key.ts';
import { seesPersonal, type Role } from './roles.ts';

/** What is kept of a password: never itself. */
export interface KeptPassword {
  /** With how it was made, so that later builds can make it dearer. */
  readonly hash: string;
  /** Its first use must name another one. */
  readonly isOneTime: boolean;
  /** Of a one-time password that ends. */
  readonly endsAt?: Date;
}

export interface StaffIdentity {
  readonly providerId: string;
  readonly subject: string;
}

export interface LastSignIn {
  readonly at: Date;
  /** Name of the identity provider; undefined: with a password. */
  readonly by?: string;
}

/** A person who works with Vafa. */
export interface StaffAccount {
  readonly id: string;
  /** Undefined: of all clubs, an administrator. */
  readonly clubId?: string;
  /** In its one form; unique among all clubs, for who signs in names no club. */
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Empty: all branches. */
  readonly branchIds: readonly string[];
  readonly password: KeptPassword;
  /** Counts what changed of the rights: sign-ins of before get another secret. */
  readonly rights: number;
  /** Hashes of the browsers that signed in as this person, the latest last. */
  readonly devices: readonly string[];
  readonly createdAt: Date;
  readonly disabledAt?: Date;
  /** By which an identity provider may know the person, at first; in small letters, unique among all clubs. */
  readonly email?: string;
  /** Who the person is at the provider that has proved it. */
  readonly identity?: StaffIdentity;
  /** It was made by a rule for groups, which says its roles and branches at each sign-in. */
  readonly isOfGroups?: true;
  readonly lastSignIn?: LastSignIn;
  /** Counts every change. */
  readonly revision: number;
}

/** What an administrator says of an account. */
export interface StaffTerms {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly branchIds: readonly string[];
  readonly isDisabled: boolean;
  /** Empty: none. Another one has to be proved anew. */
  readonly email: string;
}

/** The one form of a username: as identifiers have it, and small letters. */
export const toUsername = (text: string): string => identifier(text).toLowerCase();

/** The one form of an address: nobody has two that differ by capitals. */
export const toEmail = (text: string): string => identifier(text).toLowerCase();

export const callerOfAccount = (
  { id, clubId, roles, branchIds }: StaffAccount,
  signInId: string,
): Caller & { readonly signInId: string } => ({
  id,
  ...(clubId !== undefined && { clubId }),
  roles,
  branchIds,
  // The table of rights says what may be done: verbs are for keys.
  verbs: seesPersonal(roles) ? ['*', 'members:personal'] : ['*'],
  isAdministrator: isAdministrator(roles),
  signInId,
});

const isAdministrator = (roles: readonly Role[]): boolean => roles.includes('administrator');

/** An administrator who can sign in. */
export const isActingAdministrator = ({ roles, disabledAt }: Pick<StaffAccount, 'roles' | 'disabledAt'>): boolean =>
  isAdministrator(roles) && disabledAt === undefined;

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each) => other.includes(each));

/** The account under these terms; the same object when nothing changes. Raises `all_clubs_administrator_only`. */
export const changed = (account: StaffAccount, terms: StaffTerms, now: Date): StaffAccount => {
  if (account.clubId === undefined) requireOfAllClubs(terms);
  const { name, roles, branchIds, isDisabled } = terms;
  const email = toEmail(terms.email);
  const { disabledAt, email: before = '', identity, ...rest } = account;
  const rightsChange = !same(roles, account.roles) || !same(branchIds, account.branchIds);
  const isSameState = isDisabled === (disabledAt !== undefined) && email === before;
  if (name === account.name && !rightsChange && isSameState) return account;
  return {
    ...rest,
    ...(email !== '' && { email }),
    ...(email === before && identity && { identity }),
    name,
    roles,
    branchIds,
    rights: account.rights + (rightsChange ? 1 : 0),
    ...(isDisabled && { disabledAt: disabledAt ?? now }),
  };
};

/** Who belongs to no club is its administrator, and bound to no branch. Raises `all_clubs_administrator_only`. */
export const requireOfAllClubs = ({ roles, branchIds }: Pick<StaffTerms, 'roles' | 'branchIds'>): void => {
  if (!same(roles, ['administrator']) || branchIds.length > 0)
    throw new DomainError(
      'invalid',
      'all_clubs_administrator_only',
      'who belongs to all clubs is an administrator, in all branches',
    );
};
