import { DomainError, isDomainError, type Clock } from '@vafa/kernel';
import type { Branch, Club } from '@vafa/contracts/membership';
import type { Caller } from '../../domain/api-key.ts';
import type { Services } from './services.ts';

const cachedMs = 30_000;
const cachedMax = 5_000;

/**
 * Clubs and branches by id or code, remembered for half a minute: they are looked up with every request and hardly
 * change.
 */
export class RememberedClubs {
  private readonly clubs = new Map<string, { club: Club; until: number }>();
  private readonly branches = new Map<string, { branch: Branch; until: number }>();

  constructor(
    private readonly membership: Pick<Services['membership'], 'getClub' | 'getBranch'>,
    private readonly clock: Clock,
  ) {}

  /** Raises `club_not_found`. */
  async club(idOrCode: string): Promise<Club> {
    const known = this.clubs.get(idOrCode);
    if (known && known.until > this.now()) return known.club;
    const { club } = await this.membership.getClub({ idOrCode });
    if (!club) throw new DomainError('not_found', 'club_not_found', 'no such club');
    if (this.clubs.size >= cachedMax) this.clubs.clear();
    this.clubs.set(idOrCode, { club, until: this.now() + cachedMs });
    return club;
  }

  /** It has changed: whoever asks next gets it anew. Other processes do within half a minute. */
  forget({ id, code }: Club): void {
    this.clubs.delete(id);
    this.clubs.delete(code);
  }

  /** As of a club. */
  forgetBranch({ id, code, clubId }: Branch): void {
    for (const name of [id, code]) this.branches.delete(`${clubId}/${name}`);
  }

  /** Raises `branch_not_found`. */
  async branch(clubId: string, idOrCode: string): Promise<Branch> {
    const place = `${clubId}/${idOrCode}`;
    const known = this.branches.get(place);
    if (known && known.until > this.now()) return known.branch;
    const { branch } = await this.membership.getBranch({ clubId, idOrCode });
    if (!branch) throw branchNotFound();
    if (this.branches.size >= cachedMax) this.branches.clear();
    this.branches.set(place, { branch, until: this.now() + cachedMs });
    return branch;
  }

  /**
   * The branch that a caller names. One that is bound to branches knows no others: their names are not looked up, and
   * are answered like names that no branch has. Raises `branch_not_found`.
   */
  async branchFor({ branchIds }: Caller, clubId: string, idOrCode: string): Promise<Branch> {
    if (branchIds.length === 0) return this.branch(clubId, idOrCode);
    const own = await this.branchesOf(clubId, branchIds);
    const named = own.find(({ id, code }) => id === idOrCode || code === idOrCode);
    if (!named) throw branchNotFound();
    return named;
  }

  /** Those of these branches that are there. */
  async branchesOf(clubId: string, branchIds: readonly string[]): Promise<Branch[]> {
    const found = await Promise.all(branchIds.map((id) => this.branch(clubId, id).catch(ifMissing)));
    return found.filter((branch) => branch !== undefined);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

const branchNotFound = (): DomainError =>
  new DomainError('not_found', 'branch_not_found', 'the club has no such branch');

const ifMissing = (error: unknown): undefined => {
  if (isDomainError(error) && error.kind === 'not_found') return undefined;
  throw error;
};
