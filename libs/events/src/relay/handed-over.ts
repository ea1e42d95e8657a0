import type { Handed, Outgoing } from '../outbox.ts';
import type { StreamEvent } from '../port.ts';

/** Documents that may wait in memory; what is more is looked for in the database. */
const waitingMax = 2_000;
/** Documents of which it is remembered how far they are published. */
const rememberedMax = 10_000;
/** How long a published event may wait until its document is told, and how many documents may. */
const acknowledgeMs = 2_000;
const unacknowledgedMax = 500;

type Place = Pick<StreamEvent, 'epoch' | 'sequence'>;

/**
 * The events of one outbox on their way from who wrote them to the stream: what was handed over, how far each document
 * is published, and what is not acknowledged yet. All of it can be forgotten at any time: the documents hold it too.
 */
export class HandedOver {
  private waiting: Handed[] = [];
  private readonly places = new Map<string, Place>();
  private unacknowledged = new Map<string, Outgoing>();
  private oldest = 0;

  /** False when too much waits: then nothing does, and the database is to be looked through. */
  add(handed: readonly Handed[]): boolean {
    if (this.waiting.length + handed.length > waitingMax) {
      this.waiting = [];
      return false;
    }
    this.waiting.push(...handed);
    return true;
  }

  take(): readonly Handed[] {
    const { waiting } = this;
    this.waiting = [];
    return waiting;
  }

  /** The events of a document that this relay has not published yet. */
  fresh({ documentId, events }: Outgoing): readonly StreamEvent[] {
    const place = this.places.get(documentId);
    return place === undefined
      ? events
      : events.filter(({ epoch, sequence }) => epoch !== place.epoch || sequence > place.sequence);
  }

  /** Whether an earlier event of the document may wait that is neither published nor handed over. */
  misses({ documentId, events: [first], isWhole }: Handed): boolean {
    if (first === undefined || isWhole) return false;
    const place = this.places.get(documentId);
    return place?.epoch !== first.epoch || place.sequence + 1n < first.sequence;
  }

  published(outgoing: Outgoing, now: number): void {
    const { documentId, events } = outgoing;
    const last = events.at(-1);
    if (last === undefined) return;
    const before = this.places.get(documentId);
    const isFurther = before?.epoch !== last.epoch || before.sequence < last.sequence;
    this.places.delete(documentId);
    this.places.set(documentId, isFurther ? { epoch: last.epoch, sequence: last.sequence } : before);
    if (this.places.size > rememberedMax) this.places.delete(this.places.keys().next().value as string);
    if (this.unacknowledged.size === 0) this.oldest = now;
    const told = this.unacknowledged.get(documentId);
    this.unacknowledged.set(documentId, told ? { ...told, events: union(told.events, events) } : outgoing);
  }

  /** When documents are to be told what is published; Infinity when there is nothing to tell. */
  get acknowledgeAt(): number {
    const { size } = this.unacknowledged;
    if (size === 0) return Number.POSITIVE_INFINITY;
    return size < unacknowledgedMax ? this.oldest + acknowledgeMs : 0;
  }

  /** What is to be acknowledged; to be given back when that failed. */
  takeUnacknowledged(): Outgoing[] {
    const taken = [...this.unacknowledged.values()];
    this.unacknowledged = new Map();
    return taken;
  }
}

const union = (some: readonly StreamEvent[], others: readonly StreamEvent[]): readonly StreamEvent[] => {
  const ids = new Set(some.map(({ id }) => id));
  return [...some, ...others.filter(({ id }) => !ids.has(id))];
};
