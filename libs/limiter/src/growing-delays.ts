import type { Clock } from '@vafa/kernel';

/** How long who has failed waits: not at all at first, then twice as long each time. */
export interface Growth {
  /** Failures that cost nothing. */
  readonly free: number;
  readonly firstMs: number;
  readonly mostMs: number;
  /** After so long without a failure everything is forgotten. */
  readonly forgottenMs: number;
}

const namesMaxDefault = 100_000;

interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

/**
 * A delay for each name that grows with its failures. Memory is bounded as that of Limiter: above `namesMax` the name
 * that failed longest ago is forgotten.
 */
export class GrowingDelays {
  private readonly failures = new Map<string, Failures>();

  constructor(
    private readonly growth: Growth,
    private readonly clock: Clock,
    private readonly namesMax = namesMaxDefault,
  ) {}

  /** How many milliseconds are left until it may be tried again; 0 for now. */
  wait(name: string): number {
    const { count, lastAt } = this.of(name);
    const { free, firstMs, mostMs } = this.growth;
    if (count <= free) return 0;
    const delayMs = Math.min(mostMs, firstMs * 2 ** (count - free - 1));
    return Math.max(0, lastAt + delayMs - this.now());
  }

  failed(name: string): void {
    const { count } = this.of(name);
    this.failures.delete(name);
    if (this.failures.size >= this.namesMax) this.failures.delete(this.failures.keys().next().value ?? '');
    this.failures.set(name, { count: count + 1, lastAt: this.now() });
  }

  /** It has succeeded: its failures count no more. */
  forget(name: string): void {
    this.failures.delete(name);
  }

  private of(name: string): Failures {
    const known = this.failures.get(name);
    const isKnown = known !== undefined && known.lastAt + this.growth.forgottenMs > this.now();
    return isKnown ? known : { count: 0, lastAt: 0 };
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
