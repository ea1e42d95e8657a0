import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId, DomainError, identifier, isId, type Clock } from '@vafa/kernel';
import { branchTerms, type Branch, type BranchTerms } from '../domain/branch.ts';
import type { Clubs } from './clubs.ts';
import type { FindClub } from './find-club.ts';

const branchesMax = 1_000;

/** The id follows from club and code, so that whoever creates a branch at the same time creates the same one. */
const branchId = (clubId: string, code: string): string => derivedId(sharedIdPrefixes.branch, `${clubId}/${code}`);

/** Branches: found, listed, and created where they are missing. */
export class Branches {
  constructor(
    private readonly clubs: Clubs,
    private readonly club: FindClub,
    private readonly clock: Clock,
  ) {}

  /** Creates what is missing; answers all, in the order asked. Raises `invalid_branch`, `club_not_found`. */
  async ensure(clubId: string, asked: readonly BranchTerms[]): Promise<Branch[]> {
    if (asked.length > branchesMax)
      throw new DomainError('invalid', 'too_many', `at most ${String(branchesMax)} branches at once`);
    const { id } = await this.club.execute(clubId);
    const branches = asked.map(branchTerms).map((terms): Branch => {
      const named = { id: branchId(id, terms.code), clubId: id };
      return { ...terms, ...named, isClosed: false, changes: [], revision: 1 };
    });
    const known = new Map(await this.clubs.branches(branches.map((branch) => branch.id)));
    const unknown = branches.filter((branch) => !known.has(branch.id));
    if (unknown.length === 0) return branches.map((branch) => known.get(branch.id) ?? branch);
    const former = await this.clubs.formerBranches(id, [...new Set(unknown.map(({ code }) => code))]);
    const missing = new Map(unknown.filter(({ code }) => !former.has(code)).map((branch) => [branch.id, branch]));
    await this.clubs.ensureBranches([...missing.values()], this.clock.now());
    const stored = await this.clubs.branches(branches.map((branch) => branch.id));
    return branches.map((branch) => stored.get(branch.id) ?? former.get(branch.code) ?? branch);
  }

  /** By id or code. Raises `branch_not_found`, also for a branch of another club. */
  async find(clubId: string, idOrCode: string): Promise<Branch> {
    const code = identifier(idOrCode);
    const ids = [...(isId(sharedIdPrefixes.branch, idOrCode) ? [idOrCode] : []), branchId(clubId, code)];
    const byId = [...(await this.clubs.branches(ids)).values()].find((branch) => branch.clubId === clubId);
    const found = byId ?? (await this.clubs.formerBranches(clubId, [code])).get(code);
    if (found === undefined) throw new DomainError('not_found', 'branch_not_found', 'there is no such branch');
    return found;
  }

  list(clubId: string, afterCode: string, limit: number): Promise<readonly Branch[]> {
    return this.clubs.listBranches(clubId, afterCode, limit);
  }
}
