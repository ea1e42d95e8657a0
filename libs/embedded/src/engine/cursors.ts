import { CommandError } from '../command-error.ts';
import { RawDocument } from '../bson/encode.ts';
import type { ReplyDocument } from '../bson/encode.ts';
import type { Paced } from './paced.ts';

const idleMsMax = 10 * 60_000;
const cursorsMax = 10_000;
const batchBytesMax = 16 * 1024 * 1024;
export const firstBatchSize = 101;

interface Cursor {
  readonly id: bigint;
  readonly namespace: string;
  readonly documents: Paced<Buffer>;
  /** Read already, but not yet handed out. */
  next: Buffer | undefined;
  usedAt: number;
}

interface Batch {
  readonly documents: RawDocument[];
  readonly done: boolean;
}

/** Results that are fetched batch by batch; forgotten after ten minutes without use. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();
  #lastId = BigInt(Math.floor(Math.random() * 2 ** 40)) * 4096n;

  get size(): number {
    return this.#open.size;
  }

  /** The first batch of a result; keeps a cursor when there is more. */
  *open(
    namespace: string,
    documents: Paced<Buffer>,
    batchSize: number,
    singleBatch: boolean,
  ): Generator<undefined, ReplyDocument> {
    const cursor: Cursor = { id: ++this.#lastId, namespace, documents, next: undefined, usedAt: Date.now() };
    const batch = batchSize === 0 ? { documents: [], done: false } : yield* fill(cursor, batchSize);
    const kept = !batch.done && !singleBatch;
    if (kept) {
      if (this.#open.size >= cursorsMax) throw new CommandError('BadValue', `more than ${cursorsMax} open cursors`);
      this.#open.set(cursor.id, cursor);
    }
    return reply(namespace, kept ? cursor.id : 0n, 'firstBatch', batch.documents);
  }

  *more(namespace: string, id: bigint, batchSize: number): Generator<undefined, ReplyDocument> {
    const cursor = this.#open.get(id);
    if (cursor === undefined) throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace)
      throw new CommandError('CursorNotFound', `cursor id ${id} is not of ${namespace}`);
    // Out of the map while it is read: a second getMore on it must not run into the first.
    this.#open.delete(id);
    const batch = yield* fill(cursor, batchSize);
    cursor.usedAt = Date.now();
    if (!batch.done) this.#open.set(id, cursor);
    return reply(namespace, batch.done ? 0n : id, 'nextBatch', batch.documents);
  }

  kill(id: bigint): boolean {
    return this.#open.delete(id);
  }

  killAll(): void {
    this.#open.clear();
  }

  expire(nowMs: number): void {
    for (const [id, cursor] of this.#open) {
      if (nowMs - cursor.usedAt > idleMsMax) this.#open.delete(id);
    }
  }
}

function* fill(cursor: Cursor, batchSize: number): Generator<undefined, Batch> {
  const documents: RawDocument[] = [];
  let bytes = 0;
  for (;;) {
    const step = cursor.next === undefined ? cursor.documents.next() : { done: false, value: cursor.next };
    cursor.next = undefined;
    if (step.done === true) return { documents, done: true };
    if (step.value === undefined) yield undefined;
    else {
      const next = step.value;
      if (documents.length >= batchSize || (documents.length > 0 && bytes + next.length > batchBytesMax)) {
        cursor.next = next;
        return { documents, done: false };
      }
      documents.push(new RawDocument(next));
      bytes += next.length;
    }
  }
}

function reply(namespace: string, id: bigint, name: string, batch: RawDocument[]): ReplyDocument {
  const cursor = new Map<string, bigint | string | RawDocument[]>([
    [name, batch],
    ['id', id],
    ['ns', namespace],
  ]);
  return new Map<string, ReplyDocument | number>([
    ['cursor', cursor],
    ['ok', 1],
  ]);
}
