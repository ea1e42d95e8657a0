import type { MemberReads } from './member-reads.ts';
import type { MongoSpendFacts } from './mongo-spend-facts.ts';

/** Figures and lists of ids that need no decision. */
export class Counts {
  constructor(
    private readonly reads: MemberReads,
    private readonly facts: MongoSpendFacts,
  ) {}

  members(clubId: string): Promise<number> {
    return this.reads.count(clubId);
  }

  membersWithSale(clubId: string): Promise<number> {
    return this.facts.membersWithSale(clubId);
  }

  externalIds(clubId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.reads.externalIds(ids, clubId);
  }
}
