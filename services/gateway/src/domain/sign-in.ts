import { dayMs } from '@vafa/kernel';

/** One person in one browser, until it ends. */
export interface SignIn {
  readonly id: string;
  readonly staffId: string;
  /** Of the secret in the cookie, which is kept nowhere. */
  readonly hash: string;
  /** Of the secret before it: requests that were on their way bring it. */
  readonly previousHash?: string;
  readonly previousUntil?: Date;
  /** The account's rights that its secret was made under. */
  readonly rights: number;
  readonly createdAt: Date;
  /** When the person proved again who it is; undefined: not since the sign-in began. */
  readonly provedAt?: Date;
  /** When something was asked with it, as it was last written down. */
  readonly seenAt: Date;
  /** Of one that an identity provider has proved. */
  readonly provider?: SignInProvider;
}

/** By which identity provider somebody has signed in. */
export interface SignInProvider {
  readonly id: string;
  readonly name: string;
  /** Where the browser goes to sign out there as well. */
  readonly signOutAt?: string;
}

/** How long a sign-in lasts. */
export interface SignInTimes {
  /** Without any request. */
  readonly idleMs: number;
  /** In all. */
  readonly wholeMs: number;
}

/** Half an hour without a request, a long working day in all. */
export const signInTimesDefault: SignInTimes = { idleMs: 30 * 60_000, wholeMs: 12 * 3_600_000 };

/** Of members: a month without a request, half a year in all. */
export const memberTimesDefault: SignInTimes = { idleMs: 30 * dayMs, wholeMs: 180 * dayMs };

/** When it ends, unless it is used before. */
export const endOf = (
  { createdAt, seenAt }: Pick<SignIn, 'createdAt' | 'seenAt'>,
  { idleMs, wholeMs }: SignInTimes,
): Date => new Date(Math.min(seenAt.getTime() + idleMs, createdAt.getTime() + wholeMs));

export const wholeEndOf = ({ createdAt }: Pick<SignIn, 'createdAt'>, { wholeMs }: SignInTimes): Date =>
  new Date(createdAt.getTime() + wholeMs);

/** How long its cookie has to live, from when it was seen last. */
export const secondsLeftOf = (signIn: Pick<SignIn, 'createdAt' | 'seenAt'>, times: SignInTimes): number =>
  (wholeEndOf(signIn, times).getTime() - signIn.seenAt.getTime()) / 1_000;

/** How long a browser is known in which somebody has signed in. */
export const deviceMs = 365 * dayMs;
