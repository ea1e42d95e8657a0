import type { SignIn } from '../domain/sign-in.ts';

export interface SignInStore {
  insert(signIn: SignIn): Promise<void>;
  /** By the hash of its secret, or of the one before. */
  byHash(hash: string): Promise<SignIn | undefined>;
  /** Notes that it was used. */
  touch(id: string, seenAt: Date): Promise<void>;
  /** Gives it another secret; false when it has not that of `from` any more. */
  rotate(id: string, from: string, to: Rotation): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** Ends all of a person, but for one. */
  removeOf(staffId: string, except?: string): Promise<void>;
  /** Ends all that an identity provider has proved. */
  removeByProvider(providerId: string): Promise<void>;
  /** Forgets those that were begun, or seen last, before. */
  sweep(begunBefore: Date, seenBefore: Date): Promise<void>;
}

export interface Rotation {
  readonly hash: string;
  readonly rights: number;
  /** Until when the secret before is taken; undefined: it is refused at once. */
  readonly previousUntil?: Date;
  /** When the person proved again who it is; undefined: that stays as it was. */
  readonly provedAt?: Date;
}
