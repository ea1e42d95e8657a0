import type { Fact } from '@vafa/contracts/membership-facts';
import type { Documents, Versioned } from '@vafa/mongo';
import { toBranchFacts, toClubFacts } from '../facts/to-facts.ts';
import type { BranchState, ClubState } from './models.ts';
import { toBranch, toClub } from './mongo-clubs.ts';

type Place = Pick<Versioned<object>, '_id' | 'epoch' | 'sequence'>;

const factOf = ({ _id: documentId, epoch, sequence }: Place, of: Fact['of']): Fact => ({
  documentId,
  epoch,
  sequence: BigInt(sequence),
  of,
});

/** What others keep of clubs and branches, with the place of the last event that each has written. */
export class MongoFacts {
  constructor(
    private readonly clubs: Documents<ClubState>,
    private readonly branches: Documents<BranchState>,
  ) {}

  /** Of those documents that are there. */
  async find(ids: readonly string[]): Promise<Fact[]> {
    const [clubs, branches] = await Promise.all([this.clubs.loadMany(ids), this.branches.loadMany(ids)]);
    return [
      ...[...clubs.values()].map((club) => factOf(club, { $case: 'club', value: toClubFacts(toClub(club)) })),
      ...[...branches.values()].map((one) => factOf(one, { $case: 'branch', value: toBranchFacts(toBranch(one)) })),
    ];
  }
}
