const pattern = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/;
const dayMs = 86_400_000;
const cachedMax = 50_000;

/**
 * Turns local times of one IANA zone into instants. A time that the clocks skip is moved on by the length of the gap; of a
 * time that they show twice the first is meant (as Temporal's `compatible` does).
 */
export class LocalTimes {
  private readonly format: Intl.DateTimeFormat;
  private readonly cached = new Map<string, number>();

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

  /** `2010-12-01T08:26:00` (seconds may be missing) as an instant; undefined when it is no date. */
  instant(text: string): Date | undefined {
    const minute = text.slice(0, 16);
    let start = this.cached.get(minute);
    const parts = pattern.exec(text);
    if (!parts) return undefined;
    const second = Number(parts[6] ?? '0');
    if (second > 59) return undefined;
    if (start === undefined) {
      const local = wallClock(parts);
      if (local === undefined) return undefined;
      start = this.resolve(local);
      if (this.cached.size >= cachedMax) this.cached.clear();
      this.cached.set(minute, start);
    }
    return new Date(start + second * 1000);
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

/** The minute that the parts name, as if it were UTC; undefined for the 30th of February and its like. */
const wallClock = (parts: RegExpExecArray): number | undefined => {
  const [year, month, day, hour, minute] = parts.slice(1, 6).map(Number) as [number, number, number, number, number];
  if (year < 1900 || year > 2200 || hour > 23 || minute > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
};
