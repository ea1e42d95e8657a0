import { tillKey } from '@vafa/contracts/tills';
import { DomainError, dayMs, identifier } from '@vafa/kernel';
import { linesText } from '../session/line.ts';
import type { Session } from '../session/session.ts';

/**
 * Where and when a receipt was given out. A receipt's number is unique within its club, branch, till and business day.
 */
export interface ReceiptPlace {
  readonly clubId: string;
  readonly branchId: string;
  readonly till: string;
  readonly receipt: string;
  readonly at: Date;
  /** `at` is a day without a time of day. */
  readonly dayOnly?: boolean;
  /** IANA zone of the club. */
  readonly timeZone: string;
}

/** A short text that stands for a long one: the same for the same, another for another. */
export type Digest = (text: string) => string;

/** The ids under which a receipt may be claimed. */
export interface ReceiptIds {
  /** Of the number on that day of the branch, whatever the till: whoever comes first claims this one. */
  readonly number: string;
  /** Of the night that it may belong to, when it is near midnight. */
  readonly night?: string;
  /** Of the number on the days beside it, where the same sale may be told with a time on the other side of midnight. */
  readonly neighbours: readonly Neighbour[];
  /** As the previous build named the claim. */
  readonly old: string;
}

export interface Neighbour {
  /** Id of the number on that day. */
  readonly number: string;
  /** What a sale of that day must be near to: the time told, or, of a day without one, the midnight between. */
  readonly at: Date;
}

const partLengthMax = 100;
const zones = new Map<string, Intl.DateTimeFormat>();
const zonesMax = 1_000;

const inZone = (timeZone: string): Intl.DateTimeFormat => {
  const known = zones.get(timeZone);
  if (known) return known;
  if (zones.size >= zonesMax) zones.clear();
  try {
    const fields = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
      calendar: 'iso8601',
      numberingSystem: 'latn',
    } as const;
    const format = new Intl.DateTimeFormat('en-CA', { timeZone, ...fields });
    zones.set(timeZone, format);
    return format;
  } catch {
    throw new DomainError('invalid', 'invalid_session', 'not a time zone', { time_zone: timeZone });
  }
};

/** As ISO 8601 writes it, so that the day can be read again: files of tills also hold sales of the year 202. */
const isoYear = (year: number): string =>
  year > 9999 ? `+${String(year).padStart(6, '0')}` : String(year).padStart(4, '0');

const localTime = (at: Date, timeZone: string): { readonly day: string; readonly hour: number } => {
  const parts = new Map(
    inZone(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${isoYear(Number(parts.get('year')))}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`,
    hour: Number(parts.get('hour')),
  };
};

/** The day in the club's zone, YYYY-MM-DD. Raises `invalid_session` for an unknown zone. */
export const businessDay = (at: Date, timeZone: string): string => localTime(at, timeZone).day;

/** A slash, a percent or a hash inside a part is written as its code, so that no two places share an id. */
const escaped = (part: string, digest: Digest): string =>
  part.length > partLengthMax
    ? `#${digest(part)}`
    : part.replace(/[%/#]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** What the import called its till before tills could be unknown. */
const importTill = 'import';

/** The till in its one form; empty when it is not known. */
export const tillOf = (till: string): string => (till === importTill ? '' : tillKey(till));

/** More than how far apart two times of one sale may be, so that they always share a night. */
const nightFromHour = 20;
const nightUntilHour = 4;

/** The day whose end is near: the sale may be told with a time of that day or of the next. */
const nightOf = (at: Date, timeZone: string, { day, hour }: { day: string; hour: number }): string | undefined => {
  if (hour >= nightFromHour) return day;
  return hour < nightUntilHour ? businessDay(new Date(at.getTime() - dayMs / 4), timeZone) : undefined;
};

const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().replace(/T.*/, '');

/** The days beside it that matter, each with the moment that counts. */
const daysBeside = (
  at: Date,
  dayOnly: boolean,
  { day, hour }: { day: string; hour: number },
): readonly (readonly [string, Date])[] => {
  if (dayOnly) {
    const start = at.getTime() - hour * (dayMs / 24);
    return [
      [daysFrom(day, -1), new Date(start)],
      [daysFrom(day, 1), new Date(start + dayMs)],
    ];
  }
  if (hour >= nightFromHour) return [[daysFrom(day, 1), at]];
  return hour < nightUntilHour ? [[daysFrom(day, -1), at]] : [];
};

/** Raises `invalid_session` for an unknown zone. */
export const receiptIds = (place: ReceiptPlace, digest: Digest): ReceiptIds => {
  const { clubId, branchId, till, receipt, at, dayOnly = false, timeZone } = place;
  const time = localTime(at, timeZone);
  const of = (...parts: string[]): string => parts.map((part) => escaped(part, digest)).join('/');
  const number = identifier(receipt);
  const night = nightOf(at, timeZone, time);
  return {
    number: of(clubId, branchId, number, time.day),
    ...(night !== undefined && { night: `${of(clubId, branchId, number, night)}~` }),
    neighbours: daysBeside(at, dayOnly, time).map(([day, near]) => ({
      number: of(clubId, branchId, number, day),
      at: near,
    })),
    old: of(clubId, branchId, till === '' ? importTill : till, receipt, time.day),
  };
};

/** The claim of a till that came when another till had the number on that day. */
export const besideId = (number: string, till: string, digest: Digest): string => `${number}#${escaped(till, digest)}`;

/** What the lines of a sale are, as its claim tells it. */
export const saleFingerprint = ({ lines }: Pick<Session, 'lines'>, digest: Digest): string =>
  digest(`sale ${linesText(lines)}`);
