import type { StreamEvent, Subscription } from '@vafa/events';
import { systemClock, type Clock } from '@vafa/kernel';
import type { Fact, Producer } from './fact.ts';
import { FactStore } from './fact-store.ts';
import { isNewer, isNext } from './place.ts';
import { Remembered } from './remembered.ts';

export interface ProjectionOptions {
  /** Whose the facts are: the service that keeps them. */
  readonly group: string;
  /** Of the state, raised when it gets other fields; what was kept in another form is asked for again. Default 1. */
  readonly form?: number;
  /**
   * How long a fact is read from memory. The process that consumes an event knows it at once; other replicas do within
   * this time. Default 5 seconds.
   */
  readonly rememberedMs?: number;
  readonly clock?: Clock;
}

const rememberedMsDefault = 5_000;
const rememberedMax = 5_000;

/**
 * What a service keeps of another's documents. Events tell it, however often they come. The producer is asked for what
 * no event has told yet, and for what lies in a gap: so a document that was made a moment ago is known at once.
 */
export class Projection<S extends object> {
  /** To be consumed. */
  readonly subscription: Subscription;
  private readonly store: FactStore<S>;
  private readonly remembered: Remembered<S>;

  constructor(
    model: { readonly collection: unknown },
    private readonly producer: Producer<S>,
    { group, form = 1, rememberedMs = rememberedMsDefault, clock = systemClock }: ProjectionOptions,
  ) {
    this.store = new FactStore(model, form);
    this.remembered = new Remembered(rememberedMs, rememberedMax, clock);
    this.subscription = { topic: producer.topic, group, handle: (events) => this.apply(events) };
  }

  /** The states of those documents that the producer has, by id. Raises `unavailable` when it is needed and away. */
  async find(keys: readonly string[]): Promise<ReadonlyMap<string, S>> {
    const known = new Map(keys.flatMap((key) => this.remembered.get(key) ?? []).map((fact) => [fact.key, fact]));
    const unread = [...new Set(keys)].filter((key) => !known.has(key));
    const kept = unread.length === 0 ? new Map<string, Fact<S>>() : await this.store.load(unread);
    const untold = unread.filter((key) => !kept.has(key));
    const asked = untold.length === 0 ? [] : await this.producer.ask(untold);
    await this.store.save(asked, kept);
    const read = [...kept.values(), ...asked];
    for (const fact of read) this.remembered.put(fact);
    return new Map([...known.values(), ...read].map(({ key, state }) => [key, state]));
  }

  private async apply(events: readonly StreamEvent[]): Promise<void> {
    const telling = events.filter(({ type }) => this.producer.types.includes(type));
    if (telling.length === 0) return;
    const byKey = Map.groupBy(telling, ({ key }) => key);
    const kept = await this.store.load([...byKey.keys()]);
    const unclear: string[] = [];
    const told: Fact<S>[] = [];
    for (const [key, ofKey] of byKey) {
      const fact = this.follow(ofKey, kept.get(key));
      if (fact === 'unclear') unclear.push(key);
      else if (fact && fact !== kept.get(key)) told.push(fact);
    }
    const asked = unclear.length === 0 ? [] : await this.producer.ask(unclear);
    const there = new Set(asked.map(({ key }) => key));
    const gone = telling.filter(({ key }) => unclear.includes(key) && !there.has(key));
    await this.store.save([...told, ...asked], kept);
    await this.store.forget(gone.map(({ key, epoch, sequence }) => ({ key, place: { epoch, sequence } })));
    for (const fact of [...told, ...asked]) this.remembered.renew(fact);
    for (const { key } of gone) this.remembered.forget(key);
  }

  /** The fact after a document's events; `unclear` where one of them does not say enough, or does not follow. */
  private follow(events: readonly StreamEvent[], kept: Fact<S> | undefined): Fact<S> | 'unclear' | undefined {
    let fact = kept;
    for (const event of events) {
      const { key, epoch, sequence } = event;
      const place = { epoch, sequence };
      if (!isNewer(place, fact?.place)) continue;
      const state = isNext(place, fact?.place) ? this.producer.next(event, fact?.state) : undefined;
      if (state === undefined) return 'unclear';
      fact = { key, place, state };
    }
    return fact;
  }
}
