import type { Clock } from '@vafa/kernel';

/** What another replica writes counts here after at most so long. */
export const freshForMs = 500;
/** Where there is no other. */
export const freshAloneMs = 60_000;
const clubsMax = 10_000;

/** What a club has written so far. */
interface Written {
  /** From 0, one more with each entry. */
  readonly revision: number;
}

/** A record of clubs that only grows. */
export interface GrowingRecord<Entry> {
  /** Entries after `revision`, in order, as of now. */
  since(clubId: string, revision: number): Promise<readonly Entry[]>;
}

/** What the entries of a record come to. */
export interface Folding<Club extends Written, Entry> {
  readonly empty: Club;
  readonly add: (club: Club, entries: readonly Entry[]) => Club;
}

interface Cached<Club> {
  club: Club;
  checkedAt: number;
  /** The read under way, joined by all who come meanwhile. */
  reading?: Promise<Club>;
}

/**
 * What clubs have published, kept in memory. It only grows, so that one read of what follows the known revision both
 * validates and renews; within 500 ms of the last read nothing is read at all. A process that is alone knows what it
 * publishes itself.
 */
export class FreshRecord<Club extends Written, Entry> {
  private readonly clubs = new Map<string, Cached<Club>>();

  /** `forMs`: how long what was read holds, where other replicas may publish too. */
  constructor(
    private readonly record: GrowingRecord<Entry>,
    private readonly folding: Folding<Club, Entry>,
    private readonly clock: Clock,
    private readonly forMs = freshForMs,
  ) {}

  /** At most so old. */
  async of(clubId: string): Promise<Club> {
    const cached = this.clubs.get(clubId);
    if (!cached) return this.now(clubId);
    if (Math.abs(this.clock.now().getTime() - cached.checkedAt) < this.forMs) return cached.club;
    cached.reading ??= this.now(clubId).finally(() => {
      delete cached.reading;
    });
    return cached.reading;
  }

  /** As of this call. */
  async now(clubId: string): Promise<Club> {
    const askedAt = this.clock.now().getTime();
    const known = this.clubs.get(clubId)?.club ?? this.folding.empty;
    const club = this.folding.add(known, await this.record.since(clubId, known.revision));
    return this.keep(clubId, club, askedAt);
  }

  /** What is known of a club is looked at again by the next who asks. */
  expire(clubId: string): void {
    const cached = this.clubs.get(clubId);
    if (cached) cached.checkedAt = Number.NEGATIVE_INFINITY;
  }

  private keep(clubId: string, club: Club, checkedAt: number): Club {
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
