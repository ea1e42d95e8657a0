import type { Fact } from '@vafa/contracts/membership-facts';
import type { Documents, Versioned } from '@vafa/mongo';
import { toBranchFacts, toClubFacts } from '../facts/to-facts.ts';
import type { MemberReads } from './member-reads.ts';
import type { BranchState, ClubState } from './models.ts';
import { toBranch, toClub } from './mongo-clubs.ts';

type Place = Pick<Versioned<object>, '_id' | 'epoch' | 'sequence'>;

const factOf = ({ _id: documentId, epoch, sequence }: Place, of: Fact['of']): Fact => ({
  documentId,
  epoch,
  sequence: BigInt(sequence),
  of,
});

/** What others keep of clubs, branches and members, with the place of the last event that each has written. */
export class MongoFacts {
  constructor(
    private readonly clubs: Documents<ClubState>,
    private readonly branches: Documents<BranchState>,
    private readonly members: Pick<MemberReads, 'places'>,
  ) {}

  /** Of those documents that are there. */
  async find(ids: readonly string[]): Promise<Fact[]> {
    const [clubs, branches, members] = await Promise.all([
      this.clubs.loadMany(ids),
      this.branches.loadMany(ids),
      this.members.places(ids),
    ]);
    return [
      ...[...clubs.values()].map((club) => factOf(club, { $case: 'club', value: toClubFacts(toClub(club)) })),
      ...[...branches.values()].map((one) => factOf(one, { $case: 'branch', value: toBranchFacts(toBranch(one)) })),
      ...members.map((member) => factOf(member, { $case: 'member', value: { clubId: member.clubId } })),
    ];
  }
}
