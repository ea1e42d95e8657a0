import type { Link, World } from './link.ts';
import type { Follow, Projection } from './projection.ts';
import { partitions, type Topic } from './topic.ts';

const eventsPerPoll = 40;

/**
 * Consumes the topic into the projection: the effect first, then the offset. Any process may hold any partition, also
 * two at once.
 */
export class EventFollower {
  constructor(
    private readonly world: World,
    private readonly link: Link,
    private readonly topic: Topic,
    private readonly projection: Projection,
    private readonly rule: Follow,
  ) {}

  /**
   * Answers how many events it handled. Raises `unavailable`, or `projection_saved` when it has to begin again from its
   * offset.
   */
  async execute(): Promise<number> {
    let handled = 0;
    for (let partition = 0; partition < partitions; partition++) handled += await this.poll(partition);
    return handled;
  }

  private async poll(partition: number): Promise<number> {
    if (!this.world.calm && this.topic.end(partition) <= this.topic.offset(partition)) return 0;
    const offset = await this.link.read('offset', () => this.topic.offset(partition));
    const events = await this.link.read('poll', () => this.topic.poll(partition, offset, eventsPerPoll));
    if (events.length === 0) return 0;
    await this.projection.handle(this.reordered(events), this.link, this.rule);
    await this.link.write(
      'commit offset',
      [() => this.topic.commit(partition, offset + events.length)],
      () => undefined,
    );
    return events.length;
  }

  /** Order is promised per account and nowhere else. */
  private reordered<T extends { readonly event: { readonly account: string } }>(events: readonly T[]): readonly T[] {
    if (this.world.calm || !this.world.random.chance(0.1)) return events;
    this.world.tally.fault('reordered_across_keys');
    return this.world.random.shuffled([...Map.groupBy(events, ({ event }) => event.account).values()]).flat();
  }
}
