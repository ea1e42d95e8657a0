import { DomainError } from '@vafa/kernel';
import { mayDo } from './rights.ts';
import { seesPersonal, type Role } from './roles.ts';
import { allows, type Verb } from './verbs.ts';

/** A key of one club. The secret itself is shown once and kept nowhere; only its SHA-256 is. */
export interface ApiKey {
  readonly id: string;
  readonly clubId: string;
  readonly name: string;
  readonly verbs: readonly Verb[];
  /** Empty: all branches. */
  readonly branchIds: readonly string[];
  /** The table of rights then says what it may, beside its verbs. */
  readonly role?: Role;
  /** It sells as this till alone. */
  readonly till?: string;
  /** The person who made it, or had it made by a key. */
  readonly madeBy?: string;
  readonly createdAt: Date;
  /** It is refused from then on. */
  readonly endsAt?: Date;
  /** To the minute. */
  readonly lastUsedAt?: Date;
  readonly revokedAt?: Date;
}

/** Who calls: a key, a person who has signed in, or a member. An administrator of all clubs has no club of its own. */
export interface Caller {
  /** Id of the API key or of the staff account, or `admin`. */
  readonly id: string;
  readonly isAdministrator: boolean;
  /** Of a person, and of a key that was given one: the table of rights then says what may be done. */
  readonly roles?: readonly Role[];
  /** Set for the key of a till: it sells as this one alone. */
  readonly till?: string;
  /** Of a key: the person who made it. */
  readonly madeBy?: string;
  /** Set for a person who has signed in. */
  readonly signInId?: string;
  /** A member who has signed in; `id` is the member's own. */
  readonly isMember?: true;
  readonly clubId?: string;
  readonly verbs: readonly Verb[];
  readonly branchIds: readonly string[];
}

export const administrator: Caller = { id: 'admin', isAdministrator: true, verbs: ['*'], branchIds: [] };

export const callerOf = ({ id, clubId, verbs, branchIds, role, till, madeBy }: ApiKey): Caller => ({
  ...(madeBy !== undefined && { madeBy }),
  ...(role !== undefined && { roles: [role] }),
  ...(till !== undefined && { till }),
  id,
  clubId,
  verbs,
  branchIds,
  isAdministrator: role === 'administrator',
});

/** Raises `verb_missing`. */
export const requireVerb = (caller: Caller, verb: Verb): void => {
  if (!allows(caller.verbs, verb))
    throw new DomainError('forbidden', 'verb_missing', `this key may not do that; it needs ${verb}`, { verb });
};

const administratorOnly = (): DomainError =>
  new DomainError('forbidden', 'administrator_only', 'only the administrator may do that');

/** Raises `administrator_only`: for what no role was given the right to by the table. */
export const requireAdministrator = (caller: Caller): void => {
  if (caller.roles === undefined && !caller.isAdministrator) throw administratorOnly();
};

/** Raises `administrator_only` for whoever belongs to one club: this concerns them all. */
export const requireNoClub = ({ clubId }: Caller): void => {
  if (clubId !== undefined) throw administratorOnly();
};

/** Raises `role_missing`. */
export const requireRole = ({ roles }: Caller, operationId: string): void => {
  if (roles !== undefined && !mayDo(roles, operationId))
    throw new DomainError('forbidden', 'role_missing', 'none of your roles may do that');
};

/** Raises `other_till` when the caller is the key of another till. */
export const requireTill = ({ till }: Caller, asked: string): void => {
  if (till !== undefined && till !== asked)
    throw new DomainError('forbidden', 'other_till', 'this key sells as one till alone, and this is another');
};

/** Raises `sign_in_only`. */
export const requirePerson = ({ signInId }: Caller): void => {
  if (signInId === undefined)
    throw new DomainError('forbidden', 'sign_in_only', 'this is for a person who has signed in, not for a key');
};

/** Raises `branch_bound` when the key is bound to branches: what concerns the whole club is not theirs to do. */
export const requireUnbound = ({ branchIds }: Caller): void => {
  if (branchIds.length > 0)
    throw new DomainError('forbidden', 'branch_bound', 'a key that is bound to branches may not do that');
};

/**
 * Whether the caller only looks members up, and sees them masked. A role says so by itself. A key without one does when
 * it is bound to branches, unless it was given the verb for personal data by its name. `*` is not enough, for it is
 * what tills are often given.
 */
export const looksUpOnly = ({ branchIds, verbs, roles }: Caller): boolean =>
  roles === undefined ? branchIds.length > 0 && !verbs.includes('members:personal') : !seesPersonal(roles);
