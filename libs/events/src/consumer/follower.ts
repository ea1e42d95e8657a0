import { untraced, type Logger } from '@vafa/telemetry';
import type { TopicRecords } from '../log/log-store.ts';
import type { Consumption, Following } from '../port.ts';
import { backoffMs, Bell, pause } from '../waiting.ts';

const batchMax = 500;

/** Reads a topic from its end on, for this process alone: its place is kept in memory and nowhere else. */
export class Follower implements Consumption {
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private finished: Promise<void> = Promise.resolve();

  constructor(
    readonly following: Following,
    private readonly records: TopicRecords,
    private readonly log: Logger,
  ) {}

  /** Resolves when the end is known. */
  async start(): Promise<void> {
    const end = await this.records.end();
    this.finished = untraced(() => this.run(end));
  }

  /** There may be new events. */
  wake(): void {
    this.bell.ring();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.bell.ring();
    await this.finished;
  }

  private async run(end: number): Promise<void> {
    const { signal } = this.stopping;
    let place = end;
    for (let failures = 0; !signal.aborted; ) {
      try {
        place = await this.read(place);
        failures = 0;
      } catch (error) {
        this.log.warn({ topic: this.following.topic, err: error }, 'a topic could not be followed; it is tried again');
        await pause(backoffMs(++failures), signal).catch(() => undefined);
      }
    }
  }

  /** Answers the place of the last event that was handed over. */
  private async read(place: number): Promise<number> {
    const batch = await this.records.read(place, batchMax);
    const [first, last] = [batch[0], batch.at(-1)];
    if (first === undefined || last === undefined) {
      await this.bell.wait();
      return place;
    }
    // What stood between was dropped before it was read.
    if (first.offset > place + 1) this.following.missed();
    this.following.handle(batch.map(({ event }) => event));
    return last.offset;
  }
}
