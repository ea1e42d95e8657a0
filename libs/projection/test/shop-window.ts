import type { EventStream, StreamEvent } from '@vafa/events';
import { DomainError } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { factSchema, Projection, type Fact, type Place, type Producer, type ProjectionOptions } from '@vafa/projection';
import type { TestEngine } from '@vafa/testing';

/** What others keep of a price tag. */
export interface Tag {
  readonly label: string;
  readonly price: bigint;
}

export const topic = 'vafa.test.v1';
const told = 'vafa.test.tag_changed.v1';
export const silent = 'vafa.test.tag_touched.v1';
const other = 'vafa.test.shelf_built.v1';

/** The event by which a document told of its tag; one of another type says nothing of it. */
export const event = (key: string, place: Place, tag: Tag, type = told): StreamEvent => ({
  id: `evt_${key}_${String(place.epoch)}_${place.sequence.toString()}`,
  type,
  key,
  clubId: 'clb_test',
  occurredAt: new Date('2026-01-01T00:00:00Z'),
  ...place,
  payload: Buffer.from(JSON.stringify([tag.label, tag.price.toString()])),
});

const tagOf = ({ payload }: StreamEvent): Tag => {
  const [label, price] = JSON.parse(Buffer.from(payload).toString()) as [string, string];
  return { label, price: BigInt(price) };
};

/** The owner of the tags, with what it was asked for. */
export class Shop implements Producer<Tag> {
  readonly topic = topic;
  readonly types = [told, silent];
  readonly asked: string[] = [];
  isAway = false;
  private readonly tags = new Map<string, Fact<Tag>>();

  /** Changes a tag; answers the event that tells it. */
  change(key: string, tag: Tag, place?: Place): StreamEvent {
    const { epoch, sequence } = this.tags.get(key)?.place ?? { epoch: 1, sequence: 0n };
    const next = place ?? { epoch, sequence: sequence + 1n };
    this.tags.set(key, { key, place: next, state: tag });
    return event(key, next, tag);
  }

  /** Takes a tag away; answers the event that says no more than that. */
  remove(key: string): StreamEvent {
    const { epoch, sequence } = this.tags.get(key)?.place ?? { epoch: 1, sequence: 0n };
    this.tags.delete(key);
    return event(key, { epoch, sequence: sequence + 1n }, { label: '', price: 0n }, silent);
  }

  shelf(key: string): StreamEvent {
    return event(key, { epoch: 1, sequence: 1n }, { label: '', price: 0n }, other);
  }

  next(of: StreamEvent): Tag | undefined {
    return of.type === told ? tagOf(of) : undefined;
  }

  ask(keys: readonly string[]): Promise<readonly Fact<Tag>[]> {
    if (this.isAway) return Promise.reject(new DomainError('unavailable', 'service_unavailable', 'the shop is closed'));
    this.asked.push(...keys);
    return Promise.resolve(keys.flatMap((key) => this.tags.get(key) ?? []));
  }
}

/** A collection of facts, and the projections that keep it. */
export const openWindow = async (engine: TestEngine, shop: Shop) => {
  const connection = await openDatabase(engine.uri, engine.database('window'));
  const model = connection.model('Fact', factSchema, 'facts');
  return {
    /** As another replica has it, or the same one after a restart: with a memory of its own. */
    projection: (options: Partial<ProjectionOptions> = {}): Projection<Tag> =>
      new Projection<Tag>(model, shop, { group: 'window', ...options }),
    /** Ids of all that lies in the collection, in whatever form. */
    stored: async (): Promise<unknown[]> => (await model.collection.find({}).toArray()).map(({ _id }) => _id),
    empty: async (): Promise<void> => void (await model.collection.deleteMany({})),
    close: () => connection.close(),
  };
};

/** Resolves when the group has handled all that was published. */
export const isCaughtUp = async (stream: EventStream, group = 'window'): Promise<boolean> => {
  const progress = await stream.progress(await stream.mark(topic));
  return progress.find((one) => one.group === group)?.behind === 0;
};
