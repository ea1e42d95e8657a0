const minuteMs = 60_000;
/** Less is the way of an answer, or a clock as clocks are. */
const wrongFromMs = 5 * minuteMs;
/** From here on a clock is off otherwise than it was; less is rounding, or a clock that is steered. */
const otherFromMs = 2 * minuteMs;

/** The same as long as nobody sets the device's clock: the browser counts the time of a page by itself. */
const pageBegan = (): number => Date.now() - performance.now();

/** The clock of the club, as far as its answers tell it: that of the device may be set wrong. */
class ClubClock {
  private known = 0;
  private isTold = false;
  private began = pageBegan();

  /** How far the device's clock is ahead of the club's, in whole minutes; below zero when behind, 0 when right. */
  get aheadMs(): number {
    this.look();
    return this.known;
  }

  /** Whether the club has told it, since this page began and since the device's clock was set last. */
  get isHeard(): boolean {
    this.look();
    return this.isTold;
  }

  hear(time: Date): void {
    const aheadMs = Math.round((Date.now() - time.getTime()) / minuteMs) * minuteMs;
    this.known = Math.abs(aheadMs) < wrongFromMs ? 0 : aheadMs;
    this.isTold = true;
    this.began = pageBegan();
  }

  /** What was heard before this page began is the best guess, until the club answers. */
  recall(aheadMs: number): void {
    if (!this.isTold) this.known = aheadMs;
  }

  isOtherThan(aheadMs: number): boolean {
    return Math.abs(this.aheadMs - aheadMs) >= otherFromMs;
  }

  /** Times of sales are the club's: by them it knows what counted and whether a receipt is one of today. */
  readonly now = (): Date => new Date(Date.now() - this.aheadMs);

  /** Of a clock that was set, or a device that slept, nothing is known: it is taken at its word. */
  private look(): void {
    const began = pageBegan();
    if (Math.abs(began - this.began) < otherFromMs) return;
    this.began = began;
    this.known = 0;
    this.isTold = false;
  }
}

/** One device has one clock. */
export const clubClock = new ClubClock();
