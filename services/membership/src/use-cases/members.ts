import type { Correction, CorrectionRecord } from '../domain/correction.ts';
import type { Consent, Identity, Member, Profile } from '../domain/member.ts';

export interface IdentityClaim extends Identity {
  readonly clubId: string;
  readonly owner: string;
  /** Of the command that claims. */
  readonly key: string;
}

export interface Claimed {
  readonly owner: string;
  readonly mine: boolean;
  /** Since when, where that is known. */
  readonly at?: Date | undefined;
}

export type Page = { readonly after: string; readonly limit: number };

/** What of a member does not say who it is. */
export interface PlainMember {
  readonly id: string;
  readonly clubId: string;
  readonly enrolledAt: Date;
  readonly consents: readonly Consent[];
}

/**
 * Members. Personal values are encrypted at rest and found through keyed hashes; whoever uses this port sees them
 * plain. An identity is claimed before its member is written, so that it belongs to one member only.
 */
export interface Erasure {
  readonly key: string;
  readonly by: string;
  readonly at: Date;
}

export interface Members {
  claim(claims: readonly IdentityClaim[], at: Date): Promise<readonly Claimed[]>;
  /** Takes a claim from an owner that it was left with, if it is still as it was seen. */
  takeOver(claim: IdentityClaim, seen: Claimed, at: Date): Promise<boolean>;
  /** Gives up what the owners hold, by whatever command. */
  release(claims: readonly Omit<IdentityClaim, 'key'>[]): Promise<void>;
  /** Gives up what was claimed under these keys, and leaves what the owners hold by another command. */
  withdraw(claims: readonly IdentityClaim[]): Promise<void>;
  /** The same for a member that exists: raises its era, then gives up what it does not hold. */
  withdrawFrom(memberId: string, claims: readonly IdentityClaim[]): Promise<void>;
  /** Puts claims that the owner holds under these keys; false when one was given up meanwhile. */
  adopt(claims: readonly IdentityClaim[]): Promise<boolean>;
  owner(clubId: string, identity: Identity): Promise<string | undefined>;
  /** Claims of external ids, where there are any, by external id. */
  owners(clubId: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, Claimed>>;
  /** Inserts the members whose ids are free; those that exist and lack the key get the profile under it. */
  enrol(member: Member, key: string): Promise<Member>;
  /** Inserts members known by their external id only, where they are missing. */
  enrolBare(clubId: string, members: readonly { id: string; externalId: string }[], at: Date): Promise<void>;
  /** The external ids of these members; those that do not exist are missing. */
  externalIds(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Member>>;
  /** What is not sealed of those that are there: nothing of the person is opened. */
  plain(ids: readonly string[]): Promise<ReadonlyMap<string, PlainMember>>;
  /**
   * Writes the profile, its record and its event, unless this key did so already; undefined when revision or era is not
   * the one seen.
   */
  correct(seen: Member, profile: Profile, correction: Correction): Promise<Member | undefined>;
  /**
   * Erases the person, once per key; answers who it was, so that identities can be freed, or `before` for a repeat.
   * Undefined when the club has no such member.
   */
  erase(clubId: string, memberId: string, erasure: Erasure): Promise<Member | 'before' | undefined>;
  /** Corrections of a member, newest first, of before a revision (0: all). */
  corrections(member: Member, before: number, limit: number): Promise<readonly CorrectionRecord[]>;
  /** Whether a command of this key has changed the member. */
  hasKey(memberId: string, key: string): Promise<boolean>;
  /** Members whose name may have a word beginning with each of these, in order of id. */
  byPrefixes(clubId: string, prefixes: readonly string[], page: Page): Promise<readonly Member[]>;
  list(clubId: string, page: Page): Promise<readonly Member[]>;
  /** Ids of members whose prefixes were made in another way than today's, in order of id. */
  outdated(after: string, limit: number): Promise<readonly string[]>;
  /** Makes the prefixes anew, and stores the external id in its one form when `externalId` says so. */
  renew(memberId: string, externalId: string | undefined, at: Date): Promise<void>;
}
