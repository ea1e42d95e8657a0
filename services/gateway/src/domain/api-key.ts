import { DomainError } from '@vafa/kernel';
import { allows, type Verb } from './verbs.ts';

/** A key of one club. The secret itself is shown once and kept nowhere; only its SHA-256 is. */
export interface ApiKey {
  readonly id: string;
  readonly clubId: string;
  readonly name: string;
  readonly verbs: readonly Verb[];
  /** Empty: all branches. */
  readonly branchIds: readonly string[];
  readonly createdAt: Date;
  readonly revokedAt?: Date;
}

/** Who calls. The administrator has no club of its own. */
export interface Caller {
  /** Id of the API key, or `admin`. */
  readonly id: string;
  readonly isAdministrator: boolean;
  readonly clubId?: string;
  readonly verbs: readonly Verb[];
  readonly branchIds: readonly string[];
}

export const administrator: Caller = { id: 'admin', isAdministrator: true, verbs: ['*'], branchIds: [] };

export const callerOf = ({ id, clubId, verbs, branchIds }: ApiKey): Caller => ({
  id,
  clubId,
  verbs,
  branchIds,
  isAdministrator: false,
});

/** Raises `verb_missing`. */
export const requireVerb = (caller: Caller, verb: Verb): void => {
  if (!allows(caller.verbs, verb))
    throw new DomainError('forbidden', 'verb_missing', `this key may not do that; it needs ${verb}`, { verb });
};

/** Raises `administrator_only`. */
export const requireAdministrator = (caller: Caller): void => {
  if (!caller.isAdministrator)
    throw new DomainError('forbidden', 'administrator_only', 'only the administrator may do that');
};

/** Raises `branch_bound` when the key is bound to branches: what concerns the whole club is not theirs to do. */
export const requireUnbound = ({ branchIds }: Caller): void => {
  if (branchIds.length > 0)
    throw new DomainError('forbidden', 'branch_bound', 'a key that is bound to branches may not do that');
};

/**
 * Whether the caller only looks members up, and sees them masked: a key that is bound to branches, unless it was given
 * the verb for personal data by its name. `*` is not enough, for it is what tills are often given.
 */
export const looksUpOnly = ({ branchIds, verbs }: Caller): boolean =>
  branchIds.length > 0 && !verbs.includes('members:personal');
