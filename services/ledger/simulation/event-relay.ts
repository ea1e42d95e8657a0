import type { Commit } from '../src/domain/journal/commit.ts';
import type { Link, World } from './link.ts';
import type { MemoryJournal } from './memory-journal.ts';
import { eventOf, type Topic } from './topic.ts';

const commitsPerRound = 200;

/**
 * Publishes what was committed, then takes the marks off. It holds no lease: several of them publish at the same time.
 */
export class EventRelay {
  constructor(
    private readonly world: World,
    private readonly link: Link,
    private readonly journal: MemoryJournal,
    private readonly topic: Topic,
  ) {}

  /** Answers how many commits it relayed. Raises `unavailable`. */
  async execute(): Promise<number> {
    const found = await this.pending();
    if (found.length === 0) return 0;
    // One write of an idempotent producer: in order, as a whole.
    await this.link.write(
      'publish',
      [() => found.forEach((commit) => this.topic.publish(eventOf(commit)))],
      () => undefined,
    );
    this.world.tally.events += found.length;
    await this.link.write(
      'mark relayed',
      found.map(
        ({ id }) =>
          () =>
            this.journal.relayed(id),
      ),
      () => undefined,
    );
    return found.length;
  }

  /**
   * Sometimes a scan is slow: what is inserted meanwhile behind the place where it is, it does not see, though it sees
   * what follows.
   */
  private async pending(): Promise<readonly Commit[]> {
    if (this.world.calm || !this.world.random.chance(0.1))
      return this.link.read('unrelayed', () => this.journal.unrelayed(commitsPerRound));
    this.world.tally.fault('torn_scan');
    const first = await this.link.read('unrelayed', () => this.journal.unrelayed(commitsPerRound));
    await this.link.pause(this.world.random.between(5, 100));
    const rest = await this.link.read('unrelayed', () => this.journal.unrelayed(commitsPerRound, first.at(-1)));
    return [...first, ...rest];
  }
}
