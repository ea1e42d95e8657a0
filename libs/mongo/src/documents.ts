import { randomUUID } from 'node:crypto';
import type { Collection, Filter, MongoBulkWriteError, WriteError } from 'mongodb';
import { DomainError } from '@vafa/kernel';
import { firstVersion, nextVersion } from './document-write.ts';
import { isDuplicateKey, isTransient, toUnavailable } from './errors.ts';
import { inOrder, placesInOrder } from './in-order.ts';
import { jsonBytes, pageBytesMax } from './paging.ts';
import type { OnWrite, PendingEvents } from './pending-events.ts';
import { Recent, type Remembering } from './recent.ts';
import type { Change, NewDocument, Stored, Versioned } from './stored.ts';
import { StoredOutbox } from './stored-outbox.ts';

export type Inserted = 'inserted' | 'exists';

export interface Save<S> {
  readonly loaded: Versioned<S>;
  readonly change: Change<S>;
}

/** Lost races in a row after which `change` gives up; each means that somebody else got on. */
const triesMax = 500;
const pauseMsMax = 20;

/**
 * The changing documents of one collection: state, keys of commands and outgoing events are one write. Implements
 * Outbox of
 * @vafa/events for its own events. Raises DomainError `unavailable` when the database does not answer; repeat the
 * command then.
 */
export class Documents<S extends object> {
  private readonly collection: Collection<Stored>;
  private readonly outbox: StoredOutbox;
  private readonly recent: Recent<S> | undefined;

  /** `onWrite` usually hands the events to the relay. `remembering`: documents that are written again soon. */
  constructor(
    model: { readonly collection: unknown },
    topic: string,
    private readonly onWrite: OnWrite = () => undefined,
    remembering?: Remembering<S>,
  ) {
    this.recent = remembering && new Recent(remembering);
    this.collection = model.collection as Collection<Stored>;
    this.outbox = new StoredOutbox(this.collection, topic);
  }

  /** `exists` when the id, or a unique index, already holds it; load it to compare. */
  async insert(document: NewDocument<S>): Promise<Inserted> {
    const [answer] = await this.insertMany([document]);
    return answer as Inserted;
  }

  /** One unordered write; the answers in the order given. Every document stands for itself. */
  async insertMany(documents: readonly NewDocument<S>[]): Promise<Inserted[]> {
    if (documents.length === 0) return [];
    const first = documents.map((document) => firstVersion(document));
    const places = placesInOrder(first, ({ _id }) => _id);
    try {
      await this.collection.insertMany(
        places.map((place) => first[place] as Versioned<S>),
        { ordered: false, ignoreUndefined: true },
      );
      this.announce(first);
      for (const document of first) this.recent?.put(document);
      return first.map(() => 'inserted');
    } catch (error) {
      if (isTransient(error)) return this.confirmInserts(first, error);
      if (!isDuplicateKey(error)) throw error;
      const refused = new Set(duplicates(error as MongoBulkWriteError).map((index) => places[index]));
      this.announce(first.filter((_document, index) => !refused.has(index)));
      return first.map((_document, index) => (refused.has(index) ? 'exists' : 'inserted'));
    }
  }

  async load(id: string): Promise<Versioned<S> | undefined> {
    return (await this.loadMany([id])).get(id);
  }

  /**
   * The document as this process wrote it last, if it is remembered. It may have changed since: it is good for a save,
   * which succeeds only if it has not, and for nothing that is answered without one.
   */
  recall(id: string): Versioned<S> | undefined {
    return this.recent?.get(id);
  }

  /** Those that exist, by id. */
  async loadMany(ids: readonly string[]): Promise<Map<string, Versioned<S>>> {
    const [only] = ids;
    if (only === undefined) return new Map();
    const found = await this.find(ids.length === 1 ? { _id: only } : { _id: { $in: [...ids] } });
    return new Map(found.map((document) => [document._id, document]));
  }

  /**
   * False: somebody else changed the document first, nothing was written; load it and decide again. Where the answer of
   * the database was lost, it is also true when another with the same key wrote. Raises `outbox_full`.
   */
  async save(loaded: Versioned<S>, change: Change<S>): Promise<boolean> {
    return (await this.write(loaded, change)) !== undefined;
  }

  /**
   * Many saves in one write, one a document. The answers come in the order given: true for what this call has written,
   * and for nothing that another wrote, whatever its key. Raises `outbox_full`.
   */
  async saveMany(saves: readonly Save<S>[]): Promise<boolean[]> {
    if (saves.length === 0) return [];
    for (const { loaded } of saves) this.recent?.forget(loaded._id);
    const mark = randomUUID();
    const writes = inOrder(saves, ({ loaded }) => loaded._id).map(({ loaded, change }) => ({
      filter: { _id: loaded._id, version: loaded.version },
      ...nextVersion(loaded, change, mark),
      tells: (change.events?.length ?? 0) > 0,
    }));
    const operations = writes.map(({ filter, update }) => ({ updateOne: { filter, update } }));
    const matched = await this.collection.bulkWrite(operations, { ordered: false, ignoreUndefined: true }).then(
      (answer) => answer.matchedCount,
      (error: unknown) => {
        // Others of them may be written.
        this.onWrite(undefined);
        if (!isTransient(error)) throw error;
        return 0;
      },
    );
    const telling = writes.flatMap(({ tells, document }) => (tells ? [document] : []));
    if (matched === saves.length) {
      this.announce(telling);
      return saves.map(() => true);
    }
    if (telling.length > 0) this.onWrite(undefined);
    // The answer counts and does not name the ones that lost: those that won hold the mark.
    const now = await this.loadMany(saves.map(({ loaded }) => loaded._id));
    return saves.map(({ loaded }) => now.get(loaded._id)?.keys.includes(mark) ?? false);
  }

  /**
   * Loads, decides, saves; after a lost race again, so `decide` must be pure. It answers undefined to leave the
   * document as it is. Resolves with the document as it then stands, or undefined when there is none. Raises
   * `contention` after 500 lost races, `outbox_full`, and whatever `decide` raises. `known`: the document as it stood a
   * moment ago; it is read only when that lost the race. What is remembered is tried first, and read when nothing was
   * saved by it.
   */
  async change(
    id: string,
    decide: (document: Versioned<S>) => Change<S> | undefined,
    known?: Versioned<S>,
  ): Promise<Versioned<S> | undefined> {
    const recalled = known === undefined ? await this.changeRecalled(id, decide) : undefined;
    if (recalled !== undefined) return recalled;
    for (let tries = 1; tries <= triesMax; tries++) {
      const loaded = (tries === 1 && known) || (await this.load(id));
      if (loaded === undefined) return undefined;
      const change = decide(loaded);
      if (change === undefined) return loaded;
      const saved = await this.write(loaded, change);
      if (saved !== undefined) return saved;
      await pause(Math.random() * Math.min(tries, pauseMsMax));
    }
    throw new DomainError('unavailable', 'contention', 'too many changes of the same document at once', {
      document: id,
    });
  }

  /** Documents of any filter, sorted and cut as asked; without `sort` in no promised order. */
  async find(
    filter: Readonly<Record<string, unknown>>,
    options: { sort?: Record<string, 1 | -1>; limit?: number; skip?: number } = {},
  ): Promise<Versioned<S>[]> {
    try {
      return await this.collection.find<Versioned<S>>(filter as Filter<Stored>, options).toArray();
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /**
   * The first documents of a filter, in an order: so many, or fewer once they are larger than a page may be (at least
   * one). `more`: others follow; they are not read. For documents that are large.
   */
  async page(
    filter: Readonly<Record<string, unknown>>,
    sort: Record<string, 1 | -1>,
    size: number,
  ): Promise<{ documents: Versioned<S>[]; more: boolean }> {
    const documents: Versioned<S>[] = [];
    let bytes = 0;
    try {
      for await (const document of this.collection.find<Versioned<S>>(filter as Filter<Stored>, {
        sort,
        limit: size + 1,
      })) {
        if (documents.length === size || bytes > pageBytesMax) return { documents, more: true };
        documents.push(document);
        bytes += jsonBytes(document);
      }
      return { documents, more: false };
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** How many documents a filter has; none of them is read. */
  async countOf(filter: Readonly<Record<string, unknown>>): Promise<number> {
    try {
      return await this.collection.countDocuments(filter as Filter<Stored>);
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  pending(limit: number, isMine?: (documentId: string) => boolean): Promise<PendingEvents[]> {
    return this.outbox.pending(limit, isMine);
  }

  acknowledge(published: readonly PendingEvents[]): Promise<void> {
    return this.outbox.acknowledge(published);
  }

  count(): Promise<number> {
    return this.outbox.count();
  }

  /** Undefined: nothing is remembered, or nothing was saved by it. */
  private async changeRecalled(
    id: string,
    decide: (document: Versioned<S>) => Change<S> | undefined,
  ): Promise<Versioned<S> | undefined> {
    const recalled = this.recall(id);
    if (recalled === undefined) return undefined;
    let change: Change<S> | undefined;
    try {
      change = decide(recalled);
    } catch {
      return undefined;
    }
    return change && this.write(recalled, change);
  }

  /** The document as saved, or undefined after a lost race. */
  private async write(loaded: Versioned<S>, change: Change<S>): Promise<Versioned<S> | undefined> {
    const { update, document } = nextVersion(loaded, change);
    this.recent?.forget(loaded._id);
    try {
      const { matchedCount } = await this.collection.updateOne({ _id: loaded._id, version: loaded.version }, update, {
        ignoreUndefined: true,
      });
      if (matchedCount === 0) return undefined;
      if (document.sequence > loaded.sequence) this.announce([document]);
      this.recent?.put(document);
      return document;
    } catch (error) {
      if (!isTransient(error)) throw error;
      return this.confirmSave(loaded, change, error);
    }
  }

  private announce(written: readonly Versioned<S>[]): void {
    const telling = written.filter(({ outbox }) => outbox.length > 0);
    if (telling.length > 0) this.onWrite(telling.map((document) => this.outbox.of(document)));
  }

  /** An insert without an answer: what is there under our key is ours, what is not there was not written. */
  private async confirmInserts(first: readonly Versioned<S>[], error: unknown): Promise<Inserted[]> {
    this.onWrite(undefined);
    const found = await this.loadMany(first.map((document) => document._id));
    if (found.size < first.length) throw toUnavailable(error);
    return first.map(({ _id, keys: [key] }) =>
      key !== undefined && found.get(_id)?.keys.includes(key) ? 'inserted' : 'exists',
    );
  }

  /** A save without an answer counts as saved when its key is there; without a key nobody could tell. */
  private async confirmSave(
    loaded: Versioned<S>,
    { key }: Change<S>,
    error: unknown,
  ): Promise<Versioned<S> | undefined> {
    this.onWrite(undefined);
    if (key === undefined) throw toUnavailable(error);
    const now = await this.load(loaded._id);
    return now?.keys.includes(key) ? now : undefined;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Positions, in what was written, of the documents that exist. */
const duplicates = ({ writeErrors }: MongoBulkWriteError): number[] => {
  const refusals: WriteError[] = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  return refusals.map((refusal) => refusal.index);
};
