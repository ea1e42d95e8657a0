import {
  BSON,
  MongoBulkWriteError,
  MongoServerError,
  type AnyBulkWriteOperation,
  type BulkWriteResult,
  type Document,
  type UpdateResult,
  type WriteError,
} from 'mongodb';
import type { InsideCommands } from './inside-commands.ts';
import { bytesOf, commandBody, sequenceName, type Sequence } from './wire-message.ts';

/** What is longer goes through the driver, which cuts it into several commands. */
const bytesMax = 8 * 1024 * 1024;
const documentsMax = 1_000;

const namesOfSequences = { insert: sequenceName('documents'), update: sequenceName('updates') };

export type Written = keyof typeof namesOfSequences;

export interface WriteOptions {
  readonly ordered?: boolean;
  readonly ignoreUndefined?: boolean;
}

export interface UpdateStatement {
  readonly q: Document;
  readonly u: Document;
  readonly multi: boolean;
  readonly upsert?: boolean;
}

type Key = string | number | symbol;

export const hasOnly = (options: object | undefined, known: ReadonlySet<Key>): boolean =>
  options === undefined || Object.keys(options).every((name) => known.has(name));

const operatorsOnly = (update: unknown): update is Document => {
  if (typeof update !== 'object' || update === null || Array.isArray(update)) return false;
  const names = Object.keys(update);
  return names.length > 0 && names.every((name) => name.startsWith('$'));
};

const ofUpdates: ReadonlySet<Key> = new Set(['filter', 'update', 'upsert']);

/** Undefined: the driver knows what is meant. */
export const updateStatement = (
  filter: unknown,
  update: unknown,
  multi: boolean,
  upsert?: boolean,
): UpdateStatement | undefined =>
  operatorsOnly(update) && typeof filter === 'object' && filter !== null
    ? { q: filter, u: update, multi, ...(upsert !== undefined && { upsert }) }
    : undefined;

/** Updates alone, as statements of one command. */
export const statementsOf = (operations: readonly AnyBulkWriteOperation[]): UpdateStatement[] | undefined => {
  const statements: UpdateStatement[] = [];
  for (const operation of operations) {
    const one = 'updateOne' in operation ? operation.updateOne : undefined;
    const { filter, update, upsert } = one ?? ('updateMany' in operation ? operation.updateMany : {});
    const statement = updateStatement(filter, update, one === undefined, upsert);
    if (statement === undefined || !hasOnly(Object.values(operation)[0] as object, ofUpdates)) return undefined;
    statements.push(statement);
  }
  return statements;
};

const numberOf = (count: unknown): number => Number(count ?? 0);

interface UpsertedId {
  readonly index: number;
  readonly _id: unknown;
}

const upsertedOf = ({ upserted }: Document): readonly UpsertedId[] => (upserted ?? []) as readonly UpsertedId[];

export const updateResult = (answer: Document): UpdateResult => {
  const upserted = upsertedOf(answer);
  return {
    acknowledged: true,
    matchedCount: upserted.length > 0 ? 0 : numberOf(answer.n),
    modifiedCount: numberOf(answer.nModified),
    upsertedId: (upserted[0]?._id ?? null) as UpdateResult['upsertedId'],
    upsertedCount: upserted.length,
  };
};

const byIndex = (found: Iterable<UpsertedId>): Record<number, unknown> =>
  Object.fromEntries(Array.from(found, ({ index, _id }) => [index, _id]));

interface ServerWriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

const errorsOf = ({ writeErrors }: Document): readonly ServerWriteError[] =>
  (writeErrors ?? []) as readonly ServerWriteError[];

/** A command of writes: its documents go beside it as they are encoded. */
export class InsideWrites {
  private readonly bodies = new Map<string, Uint8Array>();

  constructor(
    private readonly commands: InsideCommands,
    private readonly collection: string,
  ) {}

  /** Undefined when it is too long for one command, or cannot be encoded. */
  encode(documents: readonly object[], ignoreUndefined = false): readonly Uint8Array[] | undefined {
    if (documents.length > documentsMax) return undefined;
    try {
      const encoded = documents.map((document) => BSON.serialize(document, { ignoreUndefined }));
      return bytesOf(encoded) > bytesMax ? undefined : encoded;
    } catch {
      return undefined;
    }
  }

  /** One document: a refusal is an error of the server. */
  async one(name: Written, document: Uint8Array): Promise<Document> {
    const answer = await this.send(name, [document], true);
    const [refused] = errorsOf(answer);
    if (refused) throw new MongoServerError(refused as unknown as Document & { message: string });
    return answer;
  }

  /** Many: refusals come together, each with its place. `items`: what each document stands for. */
  async many(
    name: Written,
    documents: readonly Uint8Array[],
    ordered: boolean,
    items: readonly object[],
  ): Promise<BulkWriteResult> {
    let answer: Document;
    try {
      answer = await this.send(name, documents, ordered);
    } catch (error) {
      throw new MongoBulkWriteError(error as Error, bulkResult(name, {}, items, [], ordered));
    }
    const refused = errorsOf(answer);
    const result = bulkResult(name, answer, items, refused, ordered);
    const [first] = refused;
    if (first === undefined) return result;
    const { code, errmsg: message } = first;
    // The driver declares its class of these, and does not export it.
    const writeErrors = refused as unknown as WriteError[];
    throw new MongoBulkWriteError({ message, code, writeErrors }, result);
  }

  private send(name: Written, documents: readonly Uint8Array[], ordered: boolean): Promise<Document> {
    const sequence: Sequence = { name: namesOfSequences[name], documents };
    const told = { name, collection: this.collection, size: documents.length };
    return this.commands.run(told, this.bodyOf(name, ordered), sequence);
  }

  private bodyOf(name: Written, ordered: boolean): Uint8Array {
    const text = `${name} ${String(ordered)}`;
    const known = this.bodies.get(text);
    if (known) return known;
    const body = commandBody(this.commands.database, { [name]: this.collection, ordered });
    this.bodies.set(text, body);
    return body;
  }
}

const bulkResult = (
  name: Written,
  answer: Document,
  items: readonly object[],
  refused: readonly ServerWriteError[],
  ordered: boolean,
): BulkWriteResult => {
  const [first] = refused;
  const places = new Set(refused.map(({ index }) => index));
  const isIn = (index: number): boolean => (ordered && first ? index < first.index : !places.has(index));
  const count = numberOf(answer.n);
  const upserted = upsertedOf(answer);
  const inserted = name === 'insert' ? items.map((item, index) => ({ index, _id: (item as Document)._id })) : [];
  const result = {
    insertedCount: name === 'insert' ? count : 0,
    matchedCount: name === 'update' ? count - upserted.length : 0,
    modifiedCount: numberOf(answer.nModified),
    deletedCount: 0,
    upsertedCount: upserted.length,
    upsertedIds: byIndex(upserted),
    insertedIds: byIndex(inserted.filter(({ index }) => isIn(index))),
  };
  return result as unknown as BulkWriteResult;
};
