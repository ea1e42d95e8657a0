const minuteMs = 60_000;
/** Less is the way of an answer, or a clock as clocks are. */
const wrongFromMs = 5 * minuteMs;

/** The clock of the club, as far as its answers tell it: that of the device may be set wrong. */
class ClubClock {
  private known = 0;

  /** How far the device's clock is ahead of the club's, in whole minutes; below zero when behind, 0 when right. */
  get aheadMs(): number {
    return this.known;
  }

  /** Answers whether the device's clock is found to be wrong otherwise than it was known to be. */
  readonly hear = (time: Date): boolean => {
    const aheadMs = Math.round((Date.now() - time.getTime()) / minuteMs) * minuteMs;
    const before = this.known;
    this.known = Math.abs(aheadMs) < wrongFromMs ? 0 : aheadMs;
    return Math.abs(this.known - before) >= 2 * minuteMs;
  };

  /** Times of sales are the club's: by them it knows what counted and whether a receipt is one of today. */
  readonly now = (): Date => new Date(Date.now() - this.known);
}

/** One device has one clock. */
export const clubClock = new ClubClock();
