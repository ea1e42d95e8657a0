import { performance } from 'node:perf_hooks';
import type { GroupOffsets } from '../log/log-store.ts';
import type { GroupTopic } from './dead-letter-store.ts';

/** How long a holder that went silent keeps others away. */
export const leaseMs = 5_000;
const renewMs = 1_500;

/**
 * Which groups this process may advance. All are prolonged by one write; one that could not be prolonged in time counts
 * as lost here before anybody else may take it there.
 */
export class Leases {
  private readonly ends = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  /** `alone`: nobody else is there to take anything, so that what is held is held until it is given up. */
  constructor(
    private readonly offsets: GroupOffsets,
    private readonly alone: boolean,
  ) {}

  /** The stored offset, or undefined while somebody else holds the group. */
  async take(of: GroupTopic, holder: string): Promise<number | undefined> {
    const asked = performance.now();
    const offset = await this.offsets.hold(of, holder);
    if (offset === undefined) return undefined;
    this.ends.set(holder, this.alone ? Number.POSITIVE_INFINITY : asked + leaseMs);
    if (this.alone) return offset;
    this.timer ??= setInterval(() => void this.renew(), renewMs).unref();
    return offset;
  }

  holds(holder: string): boolean {
    return (this.ends.get(holder) ?? 0) > performance.now();
  }

  async release(of: GroupTopic, holder: string): Promise<void> {
    this.ends.delete(holder);
    if (this.ends.size === 0) this.close();
    await this.offsets.release(of, holder);
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async renew(): Promise<void> {
    const asked = performance.now();
    const live = [...this.ends.keys()].filter((holder) => this.holds(holder));
    if (live.length === 0) return;
    try {
      await this.offsets.renew(live);
    } catch {
      return; // Not prolonged: they run out by themselves, and the next round tries again.
    }
    for (const holder of live) if (this.ends.has(holder)) this.ends.set(holder, asked + leaseMs);
  }
}
