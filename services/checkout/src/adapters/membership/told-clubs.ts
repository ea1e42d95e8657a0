import { DomainError } from '@vafa/kernel';
import type { Projection } from '@vafa/projection';
import type { KnownClubs, SaleTerms } from '../../use-cases/known-clubs.ts';
import type { KeptFacts } from './kept-facts.ts';

/** Clubs and branches by what checkout keeps of them. */
export class ToldClubs implements KnownClubs {
  constructor(private readonly facts: Pick<Projection<KeptFacts>, 'find'>) {}

  async terms(clubId: string): Promise<SaleTerms> {
    const found = await this.find(clubId);
    if (found?.kind !== 'club') throw new DomainError('not_found', 'club_not_found', 'there is no such club');
    const { kind: _kind, ...terms } = found;
    return terms;
  }

  async requireBranch(clubId: string, branchId: string): Promise<void> {
    const found = await this.find(branchId);
    if (found?.kind === 'branch' && found.clubId === clubId) return;
    throw new DomainError('not_found', 'branch_not_found', 'the club has no such branch');
  }

  private async find(key: string): Promise<KeptFacts | undefined> {
    return (await this.facts.find([key])).get(key);
  }
}
