import { FindCursor, type Collection, type Document, type FindOptions, type Sort } from 'mongodb';
import type { InsideCommands } from './inside-commands.ts';
import { hasOnly } from './inside-writes.ts';
import { commandBody } from './wire-message.ts';

type Asked = Pick<FindOptions, 'sort' | 'limit' | 'skip' | 'projection' | 'batchSize'>;

const known: ReadonlySet<string> = new Set(['sort', 'limit', 'skip', 'projection', 'batchSize']);

const isPlain = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));

const isPlainSort = (sort: unknown): boolean =>
  isPlain(sort) && !(sort instanceof Map) && Object.values(sort ?? {}).every((way) => way === 1 || way === -1);

/** False: the driver knows what is meant. */
export const isPlainFind = (filter: unknown, options: object | undefined): boolean => {
  const { sort, limit = 0, projection } = (options ?? {}) as Asked;
  return hasOnly(options, known) && isPlain(filter) && isPlainSort(sort) && isPlain(projection) && limit >= 0;
};

/** Options that are given as undefined are none; in a filter undefined means null. */
const given = (asked: Asked): Asked =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));

/**
 * A search. Read at once it goes without the driver; whatever else is asked of it the driver's cursor does, which is
 * made then.
 */
export class InsideFind {
  private readonly asked: { -readonly [name in keyof Asked]: Asked[name] };
  private cursor: FindCursor | undefined;

  constructor(
    private readonly commands: InsideCommands,
    private readonly collection: Collection,
    private readonly filter: Document,
    options: Asked = {},
  ) {
    this.asked = { ...options };
  }

  sort(sort: Sort, ...direction: unknown[]): unknown {
    if (!isPlainSort(sort) || direction.length > 0) return this.driver().sort(sort, ...(direction as [1]));
    this.asked.sort = sort;
    return this;
  }

  limit(limit: number): unknown {
    if (limit < 0) return this.driver().limit(limit);
    this.asked.limit = limit;
    return this;
  }

  skip(skip: number): unknown {
    this.asked.skip = skip;
    return this;
  }

  project(projection: Document): unknown {
    this.asked.projection = projection;
    return this;
  }

  async toArray(): Promise<Document[]> {
    if (this.cursor) return this.cursor.toArray();
    const { batchSize } = this.asked;
    const { collectionName: name } = this.collection;
    const told = { collection: name, size: 1 };
    const { database } = this.commands;
    let { cursor } = await this.commands.run(
      { ...told, name: 'find' },
      commandBody(database, { find: name, filter: this.filter, ...given(this.asked) }),
    );
    let documents = cursor.firstBatch as Document[];
    while (BigInt(cursor.id as bigint) !== 0n) {
      const more = { getMore: cursor.id as bigint, collection: name, ...(batchSize && { batchSize }) };
      ({ cursor } = await this.commands.run({ ...told, name: 'getMore' }, commandBody(database, more)));
      documents = documents.concat(cursor.nextBatch as Document[]);
    }
    return documents;
  }

  /** The driver's own, as far as it is asked by now. */
  driver(): FindCursor {
    this.cursor ??= this.collection.find(this.filter, this.asked);
    return this.cursor;
  }
}

type Method = (...args: unknown[]) => unknown;

// Whatever else a cursor can do.
for (let type = FindCursor.prototype as object; type !== Object.prototype; type = Object.getPrototypeOf(type) as object)
  for (const name of Reflect.ownKeys(type)) {
    const { value } = Object.getOwnPropertyDescriptor(type, name) as PropertyDescriptor;
    if (typeof value !== 'function' || name in InsideFind.prototype) continue;
    Object.defineProperty(InsideFind.prototype, name, {
      value(this: InsideFind, ...args: unknown[]) {
        const cursor = this.driver() as unknown as Record<PropertyKey, Method>;
        return cursor[name]?.(...args);
      },
    });
  }
