import type {
  GroupOffset,
  GroupOffsets,
  GroupTopic,
  LogStore,
  Positioned,
  StreamEvent,
  TopicRecords,
} from '@vafa/events';
import { MemoryDeadLetters } from './memory-dead-letters.ts';

interface Clock {
  now(): Date;
}

class MemoryTopic implements TopicRecords {
  private readonly events: StreamEvent[] = [];

  append(events: readonly StreamEvent[]): Promise<void> {
    this.events.push(...events);
    return Promise.resolve();
  }

  read(after: number, limit: number): Promise<Positioned[]> {
    return Promise.resolve(
      this.events.slice(after, after + limit).map((event, index) => ({ offset: after + index + 1, event })),
    );
  }

  before(at: Date): Promise<number> {
    const first = this.events.findIndex((event) => event.occurredAt >= at);
    return Promise.resolve(first === -1 ? this.events.length : first);
  }

  end(): Promise<number> {
    return Promise.resolve(this.events.length);
  }
}

interface Progress extends GroupTopic {
  offset: number;
  holder?: string;
  awaited: boolean;
  seenAt: Date;
}

const idOf = ({ group, topic }: GroupTopic): string => `${group}|${topic}`;

/** Within one process nobody dies without the others, so leases need no end. */
class MemoryOffsets implements GroupOffsets {
  private readonly groups = new Map<string, Progress>();

  constructor(private readonly clock: Clock) {}

  join(of: GroupTopic, awaited: boolean): Promise<void> {
    if (!this.groups.has(idOf(of)))
      this.groups.set(idOf(of), { group: of.group, topic: of.topic, offset: 0, awaited, seenAt: this.clock.now() });
    return Promise.resolve();
  }

  hold(of: GroupTopic, holder: string): Promise<number | undefined> {
    const progress = this.groups.get(idOf(of));
    if (!progress || (progress.holder !== undefined && progress.holder !== holder)) return Promise.resolve(undefined);
    progress.holder = holder;
    return Promise.resolve(progress.offset);
  }

  renew(): Promise<void> {
    return Promise.resolve();
  }

  advance(of: GroupTopic, holder: string, offset: number): Promise<boolean> {
    const progress = this.groups.get(idOf(of));
    if (progress?.holder !== holder) return Promise.resolve(false);
    progress.offset = offset;
    return Promise.resolve(true);
  }

  release(of: GroupTopic, holder: string): Promise<void> {
    const progress = this.groups.get(idOf(of));
    if (progress?.holder === holder) {
      delete progress.holder;
      progress.seenAt = this.clock.now();
    }
    return Promise.resolve();
  }

  ofTopic(topic: string): Promise<GroupOffset[]> {
    const now = this.clock.now();
    const groups = [...this.groups.values()].filter((progress) => progress.topic === topic);
    return Promise.resolve(
      groups.map(({ group, offset, holder, awaited, seenAt }) => ({
        group,
        offset,
        awaited,
        seenAt: holder === undefined ? seenAt : now,
      })),
    );
  }
}

/** The storage of a stream in memory. */
export class MemoryLog implements LogStore {
  readonly offsets: MemoryOffsets;
  readonly deadLetters = new MemoryDeadLetters();
  private readonly topics = new Map<string, MemoryTopic>();

  constructor(clock: Clock = { now: () => new Date() }) {
    this.offsets = new MemoryOffsets(clock);
  }

  topic(name: string): TopicRecords {
    const known = this.topics.get(name);
    if (known) return known;
    const topic = new MemoryTopic();
    this.topics.set(name, topic);
    return topic;
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
