import type { MemberSignIn, SentCode } from '../domain/member-sign-in.ts';
import type { SignInSecrets } from './passwords.ts';

export interface MemberSignInStore {
  insert(signIn: MemberSignIn): Promise<void>;
  byHash(hash: string): Promise<MemberSignIn | undefined>;
  /** Notes that it was used. */
  touch(id: string, seenAt: Date): Promise<void>;
  remove(id: string): Promise<void>;
  /** Ends all of a member. */
  removeOf(memberId: string): Promise<void>;
  /** Notes that the member has signed in in the browser of this secret. */
  knowDevice(memberId: string, deviceHash: string, at: Date): Promise<void>;
  isKnownDevice(memberId: string, deviceHash: string): Promise<boolean>;
  /** Forgets sign-ins that were begun, or seen last, before, and browsers that were not used since. */
  sweep(begunBefore: Date, seenBefore: Date, devicesBefore: Date): Promise<void>;
}

export interface SentCodeStore {
  insert(sent: SentCode): Promise<void>;
  /** Counts a try, and answers what is tried; undefined when it is not there, over, or was tried too often. */
  try(requestHash: string, now: Date, triesMax: number): Promise<SentCode | undefined>;
  /** Takes it out, once, for whoever is first. */
  take(id: string): Promise<boolean>;
  /** Those of a club's members that count now, newest first, behind an id. */
  list(clubId: string, behind: string | undefined, limit: number, now: Date): Promise<readonly SentCode[]>;
  sweep(now: Date): Promise<void>;
}

/** What is drawn, hashed and sealed for members who sign in. */
export interface MemberSecrets extends SignInSecrets {
  /** Six digits. */
  drawCode(): string;
  /** Of a code in digits of any script, for the one it was sent as. */
  hashCode(id: string, code: string): string;
  seal(id: string, shown: ShownCode): Uint8Array;
  open(id: string, sealed: Uint8Array): ShownCode;
}

export interface ShownCode {
  readonly phone: string;
  readonly code: string;
}

/** Holds back who floods a number with codes, or has many sent from one address. Each raises `too_many_requests`. */
export interface CodeBrakes {
  /** `device`: of a browser that has signed in with the number before, which nobody else can brake. */
  ask(order: { readonly clubId: string; readonly phone: string; readonly device: string | undefined }): void;
  address(address: string): void;
}
