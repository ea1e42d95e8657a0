import type { Outbox } from './outbox.ts';
import type { Relay } from './relay.ts';

/** How many events of a service wait to be published. */
export class Unrelayed {
  /** `relay` may have published what documents do not know yet. */
  constructor(
    private readonly outboxes: readonly Pick<Outbox, 'count'>[],
    private readonly relay: Pick<Relay, 'told'>,
  ) {}

  async count(): Promise<number> {
    await this.relay.told();
    const counts = await Promise.all(this.outboxes.map((outbox) => outbox.count()));
    return counts.reduce((sum, count) => sum + count, 0);
  }
}
