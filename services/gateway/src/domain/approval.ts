import { DomainError } from '@vafa/kernel';
import type { Caller } from './api-key.ts';
import { mayDo } from './rights.ts';

/** How long a request waits for a second person. */
export const approvalMs = 7 * 86_400_000;
/** How long one that was decided, or ended, is kept; the audit log tells of it for good. */
export const approvalKeptMs = 90 * 86_400_000;

/** A request as it came: whoever carries it out reads it as if it came anew. */
export interface KeptRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string;
}

/** Who has asked. */
export interface Asker {
  readonly kind: 'person' | 'key';
  readonly name: string;
  readonly caller: Caller;
}

export interface Decision {
  /** Id of a staff account; of an API key, where it takes its own request back. */
  readonly by: string;
  readonly name: string;
  readonly at: Date;
  readonly note?: string;
}

/** How carrying it out has ended. */
export interface Outcome {
  /** Of the problem. */
  readonly code?: string;
  /** JSON. */
  readonly answer?: string;
}

/** A request that is carried out once a second person has approved it. */
export interface Approval {
  readonly id: string;
  readonly clubId: string;
  /** Sorts by when it was asked for. */
  readonly place: string;
  readonly operation: string;
  /** Under which services remember what was asked. */
  readonly key: string;
  readonly request: KeptRequest;
  readonly asker: Asker;
  readonly askedAt: Date;
  readonly endsAt: Date;
  readonly subject: string;
  readonly reason?: string;
  /** JSON: what it is about, and what that would become. */
  readonly before?: string;
  readonly after?: string;
  /** `approved`: it is being carried out. */
  readonly state: 'pending' | 'approved' | 'done' | 'failed' | 'rejected' | 'withdrawn';
  readonly decision?: Decision;
  /** Of whoever carries it out: until then nobody else does. */
  readonly leaseUntil?: Date;
  readonly outcome?: Outcome;
}

/** Who looks at approvals, and decides them. */
export interface Decider extends Pick<Caller, 'id' | 'branchIds'> {
  readonly name: string;
  /** Undefined: the administrator's key, which may all. */
  readonly roles: Caller['roles'];
  readonly isPerson: boolean;
}

export type ShownState = Approval['state'] | 'expired';

export const stateOf = ({ state, endsAt }: Pick<Approval, 'state' | 'endsAt'>, now: Date): ShownState =>
  state === 'pending' && endsAt <= now ? 'expired' : state;

/** Whose request it is: the caller's own, or that of a key which the caller has made. */
export const isBehind = ({ asker: { caller } }: Pick<Approval, 'asker'>, id: string): boolean =>
  caller.id === id || caller.madeBy === id;

/** Whether this person may ask for the same, and has not. */
export const mayDecide = (approval: Approval, { id, roles, branchIds, isPerson }: Decider): boolean =>
  isPerson &&
  !isBehind(approval, id) &&
  roles !== undefined &&
  mayDo(roles, approval.operation) &&
  // What waits concerns the whole club.
  branchIds.length === 0;

/** Raises `own_approval`, `role_missing`, `branch_bound`. */
export const requireDecider = (approval: Approval, decider: Decider): void => {
  if (isBehind(approval, decider.id))
    throw new DomainError('refused', 'own_approval', 'you have asked for this; somebody else decides it');
  if (decider.branchIds.length > 0)
    throw new DomainError('forbidden', 'branch_bound', 'who is bound to branches does not decide for the whole club');
  if (!mayDecide(approval, decider))
    throw new DomainError('forbidden', 'role_missing', 'none of your roles may do what is asked for');
};

/** What of a club needs a second person, and how long a password counts. */
export interface ApprovalSettings {
  readonly rules: boolean;
  /** Minor units: with `rules`, a promotion that is meant to cost no more needs nobody else. */
  readonly promotionsAbove: number;
  /** 0: the password is not asked for again. */
  readonly stepUpMinutes: number;
}

/** As they are kept: from 1, one more with each change. */
export interface RevisedSettings extends ApprovalSettings {
  readonly revision: number;
}

/** Nothing: who works alone is not held up. */
export const settingsDefault: RevisedSettings = {
  rules: false,
  promotionsAbove: 0,
  stepUpMinutes: 0,
  revision: 1,
};

/** Raises `step_up_required` when the password was typed too long ago for something dangerous. */
export const requireProof = (provedAt: Date, { stepUpMinutes }: ApprovalSettings, now: Date): void => {
  if (stepUpMinutes === 0 || now.getTime() - provedAt.getTime() < stepUpMinutes * 60_000) return;
  throw new DomainError('forbidden', 'step_up_required', 'give your password again: POST /v1/sign-in/step-up');
};
