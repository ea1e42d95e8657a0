import { dayMs } from '@vafa/kernel';

const quarterMs = 900_000;
const cachedMax = 50_000;

/** Days of one IANA zone, counted from 1 January 1970. Offsets change at quarters of an hour, so each is asked once. */
export class LocalDays {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  }

  dayOf(at: Date): number {
    return Math.floor(this.local(at) / dayMs);
  }

  /** Whether no time of day was given: midnight to the millisecond. */
  isMidnight(at: Date): boolean {
    return this.local(at) % dayMs === 0;
  }

  private local(at: Date): number {
    const instant = at.getTime();
    const quarter = Math.floor(instant / quarterMs);
    let offset = this.offsets.get(quarter);
    if (offset === undefined) {
      offset = this.offsetAt(quarter * quarterMs);
      if (this.offsets.size >= cachedMax) this.offsets.clear();
      this.offsets.set(quarter, offset);
    }
    return instant + offset;
  }

  /** Local time less UTC, in ms. Offsets of seconds (before 1920) are cut to minutes. */
  private offsetAt(instant: number): number {
    const shown: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(instant)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute) - instant;
  }
}

/** YYYY-MM-DD of a day counted from 1970. */
export const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
