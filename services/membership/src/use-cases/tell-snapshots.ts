import { DomainError, endOfDayAfter, isoDay, slicesOf, type Clock } from '@vafa/kernel';
import type { Club } from '../domain/club.ts';
import { countedFrom, requireCounters } from '../domain/counted-from.ts';
import { periodFrom, standingOf } from '../domain/tiers.ts';
import type { FindClub } from './find-club.ts';
import type { Members, PlainMember } from './members.ts';
import type { SpendFacts } from './spend-facts.ts';
import type { TellSince } from './tell-since.ts';

/** What may be asked of a member. */
export type SnapshotFact = 'tier' | 'since' | 'birthDate' | 'consents' | 'purchases';

export interface SnapshotOrder {
  readonly facts: ReadonlySet<SnapshotFact>;
  /** Names of what was spent. */
  readonly counters: readonly string[];
}

export interface MemberMoment {
  readonly memberId: string;
  /** What happened then or later does not count; undefined: now. */
  readonly at: Date | undefined;
}

/** What promotions may ask of a member; only what was asked for is there. Days are the club's, YYYY-MM-DD. */
export interface Snapshot {
  readonly tier?: string;
  readonly since?: string;
  readonly birthDate?: string;
  readonly consents?: readonly string[];
  readonly purchases?: number;
  readonly lastPurchase?: string;
  /** Minor units, by counter. */
  readonly spent: Readonly<Record<string, bigint>>;
  /** Exclusive: until then it stays as it is, unless something is told of the member, of tiers or of the club. */
  readonly holdsUntil: Date;
}

export interface ToldSnapshots {
  /** In the order asked; undefined for whom the club does not have. */
  readonly snapshots: readonly (Snapshot | undefined)[];
  /** The club's: it counts the years of birthdays. */
  readonly calendar: Club['brand']['calendar'];
}

const membersMax = 1_000;
const atOnce = 50;
const justBefore = (at: Date): Date => new Date(at.getTime() - 1);
const justAfter = (at: Date): Date => new Date(at.getTime() + 1);

/** What is known of members at a moment, for decisions of others. A birth date is opened only where it is asked for. */
export class TellSnapshots {
  constructor(
    private readonly club: FindClub,
    private readonly members: Members,
    private readonly facts: SpendFacts,
    private readonly since: TellSince,
    private readonly clock: Clock,
  ) {}

  /** Raises `club_not_found`, `unknown_counter`, `too_many`. */
  async execute(clubId: string, asked: readonly MemberMoment[], order: SnapshotOrder): Promise<ToldSnapshots> {
    if (asked.length > membersMax)
      throw new DomainError('invalid', 'too_many', `at most ${String(membersMax)} members at once`);
    requireCounters(order.counters);
    const club = await this.club.execute(clubId);
    const ids = [...new Set(asked.map(({ memberId }) => memberId))];
    const [plain, whole] = await Promise.all([
      this.members.plain(ids),
      order.facts.has('birthDate') ? this.members.load(ids) : undefined,
    ]);
    const now = this.clock.now();
    const answers: (Snapshot | undefined)[] = [];
    for (const some of slicesOf(asked, atOnce))
      answers.push(
        ...(await Promise.all(
          some.map(async ({ memberId, at = now }) => {
            const member = plain.get(memberId);
            if (member?.clubId !== club.id) return undefined;
            return await this.tell(club, { ...member, birthDate: whole?.get(memberId)?.birthDate }, at, order);
          }),
        )),
      );
    return { calendar: club.brand.calendar, snapshots: answers };
  }

  private async tell(
    club: Club,
    member: PlainMember & { readonly birthDate: string | undefined },
    at: Date,
    { facts, counters }: SnapshotOrder,
  ): Promise<Snapshot> {
    const { id: clubId, timeZone } = club;
    const { id, birthDate = '', consents } = member;
    const ofSales = facts.has('tier') || facts.has('purchases') || counters.length > 0;
    const [tier, since, purchases, spent, next] = await Promise.all([
      facts.has('tier') ? this.tier(club, id, at) : undefined,
      facts.has('since') ? this.since.moment(member) : undefined,
      facts.has('purchases') ? this.facts.purchases(clubId, id, at) : undefined,
      Promise.all(counters.map(async (name) => [name, await this.spent(club, id, name, at)] as const)),
      ofSales ? this.facts.nextSale(clubId, id, at) : undefined,
    ]);
    const endOfDay = endOfDayAfter(at, 0, timeZone);
    return {
      ...(tier !== undefined && { tier }),
      ...(since && { since: isoDay(since, timeZone) }),
      ...(facts.has('birthDate') && { birthDate }),
      ...(facts.has('consents') && {
        consents: consents.filter(({ granted }) => granted).map(({ purpose }) => purpose),
      }),
      ...(purchases && { purchases: purchases.count }),
      ...(purchases?.last && { lastPurchase: isoDay(purchases.last, timeZone) }),
      spent: Object.fromEntries(spent),
      holdsUntil: next && justAfter(next) < endOfDay ? justAfter(next) : endOfDay,
    };
  }

  private async tier({ id: clubId, timeZone, tierSet }: Club, memberId: string, at: Date): Promise<string> {
    if (!tierSet) return '';
    const from = periodFrom(at, tierSet.periodDays, timeZone);
    const spend = await this.facts.spend(clubId, memberId, from, justBefore(at));
    return standingOf(tierSet.tiers, spend).tier?.code ?? '';
  }

  private spent(club: Club, memberId: string, counter: string, at: Date): Promise<bigint> {
    return this.facts.spend(club.id, memberId, justBefore(countedFrom(counter, at, club)), justBefore(at));
  }
}
