import { dayMs } from '@vafa/kernel';

/** Since 1973 all zones have changed their clocks at full quarters of an hour. */
const quarterMs = 900_000;
const minuteMs = 60_000;
const from1973 = Date.UTC(1973, 0, 1);
const cachedMax = 50_000;

/**
 * Turns local times of one IANA zone into instants. A time that the clocks skip is moved on by the length of the gap;
 * of a time that they show twice the first is meant (as Temporal's `compatible` does).
 */
export class LocalInstants {
  private readonly format: Intl.DateTimeFormat;
  private readonly cached = new Map<number, number>();

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
      second: 'numeric',
    });
  }

  /** @param local ms since 1970 as if the local time were UTC */
  instant(local: number): Date {
    const step = local < from1973 ? minuteMs : quarterMs;
    const begin = Math.floor(local / step) * step;
    let start = this.cached.get(begin);
    if (start === undefined) {
      start = this.resolve(begin);
      if (this.cached.size >= cachedMax) this.cached.clear();
      this.cached.set(begin, start);
    }
    return new Date(start + (local - begin));
  }

  private resolve(local: number): number {
    const before = this.offsetAt(local - dayMs);
    if (this.offsetAt(local - before) === before) return local - before;
    const after = this.offsetAt(local + dayMs);
    if (this.offsetAt(local - after) === after) return local - after;
    return local - before;
  }

  /** Local time less UTC at an instant, in ms. */
  private offsetAt(instant: number): number {
    const shown: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(instant)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
  }
}
