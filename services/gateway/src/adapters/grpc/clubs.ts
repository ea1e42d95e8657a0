import { DomainError, type Clock } from '@vafa/kernel';
import type { Branch, Club } from '@vafa/contracts/membership';
import type { Services } from './services.ts';

const cachedMs = 30_000;
const cachedMax = 5_000;

/** Clubs and branches by id or code, remembered for half a minute: they are looked up with every request and hardly change. */
export class Clubs {
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

  /** Raises `branch_not_found`. */
  async branch(clubId: string, idOrCode: string): Promise<Branch> {
    const place = `${clubId}/${idOrCode}`;
    const known = this.branches.get(place);
    if (known && known.until > this.now()) return known.branch;
    const { branch } = await this.membership.getBranch({ clubId, idOrCode });
    if (!branch) throw new DomainError('not_found', 'branch_not_found', 'the club has no such branch');
    if (this.branches.size >= cachedMax) this.branches.clear();
    this.branches.set(place, { branch, until: this.now() + cachedMs });
    return branch;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
