import type { Outbox } from './outbox.ts';

/** How many events of a service wait to be published. */
export class Unrelayed {
  constructor(private readonly outboxes: readonly Pick<Outbox, 'count'>[]) {}

  async count(): Promise<number> {
    const counts = await Promise.all(this.outboxes.map((outbox) => outbox.count()));
    return counts.reduce((sum, count) => sum + count, 0);
  }
}
