import type { Identity, Member } from '../domain/member.ts';

export interface IdentityClaim extends Identity {
  readonly clubId: string;
  readonly owner: string;
  readonly key: string;
}

export interface Claimed {
  readonly owner: string;
  readonly mine: boolean;
}

export type Page = { readonly after: string; readonly limit: number };

/**
 * Members. Personal values are encrypted at rest and found through keyed hashes; whoever uses this port sees them plain.
 * An identity is claimed before its member is written, so that it belongs to one member only.
 */
export interface Members {
  /** Gives a command its member id: the same key, the same id. `mine` is false when the key came with another body. */
  idForCommand(clubId: string, key: string, body: string): Promise<{ id: string; mine: boolean }>;
  claim(claims: readonly IdentityClaim[]): Promise<readonly Claimed[]>;
  release(claims: readonly IdentityClaim[]): Promise<void>;
  owner(clubId: string, identity: Identity): Promise<string | undefined>;
  /** Owners of external ids, where there are any, by external id. */
  owners(clubId: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Inserts the members whose ids are free; those that exist and lack the key get the profile under it. */
  enrol(member: Member, key: string): Promise<Member>;
  /** Inserts members known by their external id only, where they are missing. */
  enrolBare(clubId: string, members: readonly { id: string; externalId: string }[], at: Date): Promise<void>;
  /** Which of these ids have a member. */
  existing(ids: readonly string[]): Promise<ReadonlySet<string>>;
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Member>>;
  /** Members whose name has a word beginning with each of these, in order of id. */
  byName(clubId: string, prefixes: readonly string[], page: Page): Promise<readonly Member[]>;
  list(clubId: string, page: Page): Promise<readonly Member[]>;
}
