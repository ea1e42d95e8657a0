import { dayMs, DomainError } from '@vafa/kernel';
import type { KnownClubs } from './known-clubs.ts';
import type { Sessions } from './sessions.ts';

export interface HourOfSales {
  /** Of the club's own calendar: 2026-11-28. */
  readonly day: string;
  readonly hour: number;
  readonly sales: number;
  readonly memberSales: number;
  readonly amount: bigint;
  readonly memberAmount: bigint;
}

const longestMs = 100 * dayMs;
/** Clocks of all zones differ by whole quarters of an hour. */
const quarterMs = 900_000;

/** Day and hour of a clock, asked of the calendar once for each quarter of an hour. */
const clockOf = (timeZone: string): ((at: Date) => { day: string; hour: number }) => {
  const format = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const known = new Map<number, { day: string; hour: number }>();
  return (at) => {
    const quarter = Math.floor(at.getTime() / quarterMs);
    const found = known.get(quarter);
    if (found) return found;
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const made = { day: `${parts.year ?? ''}-${parts.month ?? ''}-${parts.day ?? ''}`, hour: Number(parts.hour) };
    known.set(quarter, made);
    return made;
  };
};

/** What was sold at each hour of the club's own clock. It reads the sales of the period, and no others. */
export class SalesByHour {
  constructor(
    private readonly sessions: Pick<Sessions, 'soldIn'>,
    private readonly clubs: Pick<KnownClubs, 'terms'>,
  ) {}

  /** Raises `invalid_session`, `club_not_found`. */
  async execute(clubId: string, from: Date, to: Date): Promise<readonly HourOfSales[]> {
    const lengthMs = to.getTime() - from.getTime();
    if (!(lengthMs > 0 && lengthMs <= longestMs))
      throw new DomainError('invalid', 'invalid_session', 'a period is longer than nothing and at most 100 days', {
        field: 'from',
      });
    const { timeZone } = await this.clubs.terms(clubId);
    const placeOf = clockOf(timeZone);
    const hours = new Map<string, HourOfSales>();
    for await (const { soldAt, memberId, total } of this.sessions.soldIn(clubId, { from, to })) {
      const { day, hour } = placeOf(soldAt);
      const key = `${day} ${String(hour).padStart(2, '0')}`;
      const known = hours.get(key) ?? { day, hour, sales: 0, memberSales: 0, amount: 0n, memberAmount: 0n };
      const ofMember = memberId !== '';
      hours.set(key, {
        day,
        hour,
        sales: known.sales + 1,
        memberSales: known.memberSales + (ofMember ? 1 : 0),
        amount: known.amount + total,
        memberAmount: known.memberAmount + (ofMember ? total : 0n),
      });
    }
    return [...hours].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
  }
}
