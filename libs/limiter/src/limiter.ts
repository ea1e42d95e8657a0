import type { Clock } from '@vafa/kernel';

/** How often something may happen: at most `burst` at once, and `perSecond` in the long run. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

const namesMaxDefault = 100_000;

/**
 * A token bucket for each name: a key, an address, a till. Of a bucket only the moment is kept at which it is full
 * again (GCRA), so that a million takes cost one number. Above `namesMax` the name that was asked longest ago is
 * forgotten, which gives it a full bucket: memory is bounded, and nobody can lock out another by asking under many
 * names.
 */
export class Limiter {
  private readonly fullAt = new Map<string, number>();

  constructor(
    private readonly rate: Rate,
    private readonly clock: Clock,
    private readonly namesMax = namesMaxDefault,
  ) {}

  /**
   * Takes tokens. Answers 0 when they were there; else takes none and answers after how many milliseconds they will be.
   */
  take(name: string, tokens = 1): number {
    const waitMs = this.wait(name, tokens);
    if (waitMs === 0) this.keep(name, this.fullOf(name) + tokens * this.tokenMs);
    return waitMs;
  }

  /** What `take` would answer; takes nothing. */
  wait(name: string, tokens = 1): number {
    const excessMs = this.fullOf(name) + tokens * this.tokenMs - this.now() - this.rate.burst * this.tokenMs;
    // More than a burst never fits; when the bucket is full it is as good as it gets.
    return excessMs <= 0 || (tokens > this.rate.burst && this.fullOf(name) <= this.now()) ? 0 : Math.ceil(excessMs);
  }

  /** Takes tokens that may not be there: a failure that has happened counts, however many there were. */
  charge(name: string, tokens = 1): void {
    const most = this.now() + this.rate.burst * this.tokenMs;
    this.keep(name, Math.min(most, this.fullOf(name) + tokens * this.tokenMs));
  }

  private keep(name: string, fullAt: number): void {
    this.fullAt.delete(name);
    if (this.fullAt.size >= this.namesMax) this.fullAt.delete(this.fullAt.keys().next().value ?? '');
    this.fullAt.set(name, fullAt);
  }

  private fullOf(name: string): number {
    return Math.max(this.fullAt.get(name) ?? 0, this.now());
  }

  private get tokenMs(): number {
    return 1_000 / this.rate.perSecond;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
