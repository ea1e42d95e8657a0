import type { Projection } from '@vafa/projection';
import { clubNotFound, type KnownClubs, type SalePlace, type SaleTerms } from '../../use-cases/known-clubs.ts';
import type { KeptClub, KeptFacts } from './kept-facts.ts';

const termsOf = (found: KeptFacts | undefined): SaleTerms => {
  if (found?.kind !== 'club') throw clubNotFound();
  const { kind: _kind, ...terms }: KeptClub = found;
  return terms;
};

/** Clubs, branches and members by what checkout keeps of them. */
export class ToldClubs implements KnownClubs {
  constructor(private readonly facts: Pick<Projection<KeptFacts>, 'find'>) {}

  async terms(clubId: string): Promise<SaleTerms> {
    return termsOf((await this.facts.find([clubId])).get(clubId));
  }

  async place(clubId: string, branchId: string, memberId: string): Promise<SalePlace> {
    const found = await this.facts.find([clubId, branchId, memberId].filter((id) => id !== ''));
    const terms = termsOf(found.get(clubId));
    const [branch, member] = [found.get(branchId), found.get(memberId)];
    const isOurs = branch?.kind === 'branch' && branch.clubId === clubId;
    const hasMember = member?.kind === 'member' && member.clubId === clubId;
    return { terms, branch: isOurs ? (branch.isClosed ? 'closed' : 'open') : 'none', hasMember };
  }

  async hasMember(clubId: string, memberId: string): Promise<boolean> {
    const found = (await this.facts.find([memberId])).get(memberId);
    return found?.kind === 'member' && found.clubId === clubId;
  }
}
