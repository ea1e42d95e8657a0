import { DomainError } from '@vafa/kernel';

/** Where and when a receipt was given out. A receipt's number is unique within its club, branch, till and business day. */
export interface ReceiptPlace {
  readonly clubId: string;
  readonly branchId: string;
  readonly till: string;
  readonly receipt: string;
  readonly at: Date;
  /** IANA zone of the club. */
  readonly timeZone: string;
}

/** A short text that stands for a long one: the same for the same, another for another. */
export type Digest = (text: string) => string;

const partLengthMax = 100;
const zones = new Map<string, Intl.DateTimeFormat>();
const zonesMax = 1_000;

const inZone = (timeZone: string): Intl.DateTimeFormat => {
  const known = zones.get(timeZone);
  if (known) return known;
  if (zones.size >= zonesMax) zones.clear();
  try {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'iso8601', numberingSystem: 'latn' });
    zones.set(timeZone, format);
    return format;
  } catch {
    throw new DomainError('invalid', 'invalid_session', 'not a time zone', { time_zone: timeZone });
  }
};

/** The day in the club's zone, YYYY-MM-DD. Raises `invalid_session` for an unknown zone. */
export const businessDay = (at: Date, timeZone: string): string => {
  const parts = new Map(inZone(timeZone).formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
};

/** A slash, a percent or a hash inside a part is written as its code, so that no two places share an id. */
const escaped = (part: string, digest: Digest): string =>
  part.length > partLengthMax ? `#${digest(part)}` : part.replace(/[%/#]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** The id of a receipt's claim. */
export const receiptId = (place: ReceiptPlace, digest: Digest): string =>
  [place.clubId, place.branchId, place.till, place.receipt, businessDay(place.at, place.timeZone)].map((part) => escaped(part, digest)).join('/');
