import type { Clock } from '@vafa/kernel';
import { noRules, withPublications, type ClubRules } from '../domain/club-rules.ts';
import type { RulePublications } from './rule-publications.ts';

/** A publication of another replica counts here after at most so long. */
export const freshForMs = 500;
/** Where there is no other. */
export const freshAloneMs = 60_000;
const clubsMax = 10_000;

interface Cached {
  club: ClubRules;
  checkedAt: number;
  /** The read under way, joined by all who come meanwhile. */
  reading?: Promise<ClubRules>;
}

/**
 * The compiled rules of clubs, kept in memory. What is published only grows, so that one read of what follows the known
 * revision both validates and renews; within 500 ms of the last read nothing is read at all. A process that is alone
 * knows what it publishes itself.
 */
export class FreshRules {
  private readonly clubs = new Map<string, Cached>();

  /** `forMs`: how long what was read holds, where other replicas may publish too. */
  constructor(
    private readonly published: RulePublications,
    private readonly clock: Clock,
    private readonly forMs = freshForMs,
  ) {}

  /** Rules at most so old. */
  async of(clubId: string): Promise<ClubRules> {
    const cached = this.clubs.get(clubId);
    if (!cached) return this.now(clubId);
    if (Math.abs(this.clock.now().getTime() - cached.checkedAt) < this.forMs) return cached.club;
    cached.reading ??= this.now(clubId).finally(() => {
      delete cached.reading;
    });
    return cached.reading;
  }

  /** Rules as of this call. */
  async now(clubId: string): Promise<ClubRules> {
    const askedAt = this.clock.now().getTime();
    const known = this.clubs.get(clubId)?.club ?? noRules;
    const club = withPublications(known, await this.published.since(clubId, known.revision));
    return this.keep(clubId, club, askedAt);
  }

  /** What is known of a club is looked at again by the next who asks. */
  expire(clubId: string): void {
    const cached = this.clubs.get(clubId);
    if (cached) cached.checkedAt = Number.NEGATIVE_INFINITY;
  }

  private keep(clubId: string, club: ClubRules, checkedAt: number): ClubRules {
    const cached = this.clubs.get(clubId);
    if (cached) {
      if (club.revision >= cached.club.revision) cached.club = club;
      cached.checkedAt = checkedAt;
      return cached.club;
    }
    const [oldest] = this.clubs.keys();
    if (this.clubs.size >= clubsMax && oldest !== undefined) this.clubs.delete(oldest);
    this.clubs.set(clubId, { club, checkedAt });
    return club;
  }
}
