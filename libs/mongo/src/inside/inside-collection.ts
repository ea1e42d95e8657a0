import type { AnyBulkWriteOperation, Collection, Document, FindOptions, InsertManyResult } from 'mongodb';
import type { InsideCommands } from './inside-commands.ts';
import { InsideFind, isPlainFind } from './inside-find.ts';
import {
  hasOnly,
  InsideWrites,
  statementsOf,
  updateResult,
  updateStatement,
  type WriteOptions,
} from './inside-writes.ts';

const ofWrites: ReadonlySet<string> = new Set(['ordered', 'ignoreUndefined']);
const ofUpdates: ReadonlySet<string> = new Set(['upsert', 'ignoreUndefined']);

type UpdateOptions = WriteOptions & { readonly upsert?: boolean };

const haveIds = (documents: unknown): documents is Document[] =>
  Array.isArray(documents) &&
  documents.length > 0 &&
  documents.every((each: Document | null) => (each?._id ?? undefined) !== undefined);

/**
 * The driver's collection, but what services do all the time goes to the database without the driver: documents with
 * ids are inserted, updated by operators, and searches are read at once. Everything else, and every option that is not
 * known here, is the driver's.
 */
export const insideCollection = (driver: Collection, commands: InsideCommands): Collection => {
  const writes = new InsideWrites(commands, driver.collectionName);

  const update = async (
    multi: boolean,
    filter: Document,
    change: unknown,
    options?: UpdateOptions,
  ): Promise<unknown> => {
    const statement = hasOnly(options, ofUpdates) ? updateStatement(filter, change, multi, options?.upsert) : undefined;
    const [encoded] = (statement && writes.encode([statement], options?.ignoreUndefined)) ?? [];
    if (encoded) return updateResult(await writes.one('update', encoded));
    return multi
      ? driver.updateMany(filter, change as Document, options as object)
      : driver.updateOne(filter, change as Document, options as object);
  };

  const inside = {
    async insertOne(document: Document, options?: WriteOptions): Promise<unknown> {
      const fits = hasOnly(options, ofWrites) && haveIds([document]);
      const [encoded] = (fits && writes.encode([document], options?.ignoreUndefined)) || [];
      if (!encoded) return driver.insertOne(document, options as object);
      await writes.one('insert', encoded);
      return { acknowledged: true, insertedId: document._id };
    },

    async insertMany(documents: Document[], options?: WriteOptions): Promise<InsertManyResult> {
      const fits = hasOnly(options, ofWrites) && haveIds(documents);
      const encoded = fits ? writes.encode(documents, options?.ignoreUndefined) : undefined;
      if (!encoded) return driver.insertMany(documents, options as object);
      const { insertedCount, insertedIds } = await writes.many('insert', encoded, options?.ordered ?? true, documents);
      return { acknowledged: true, insertedCount, insertedIds };
    },

    updateOne: (filter: Document, change: unknown, options?: UpdateOptions) => update(false, filter, change, options),
    updateMany: (filter: Document, change: unknown, options?: UpdateOptions) => update(true, filter, change, options),

    async bulkWrite(operations: AnyBulkWriteOperation[], options?: WriteOptions): Promise<unknown> {
      const statements = operations.length > 0 && hasOnly(options, ofWrites) ? statementsOf(operations) : undefined;
      const encoded = statements && writes.encode(statements, options?.ignoreUndefined);
      return encoded && statements
        ? writes.many('update', encoded, options?.ordered ?? true, statements)
        : driver.bulkWrite(operations, options as object);
    },

    find: (filter: Document = {}, options?: FindOptions): unknown =>
      isPlainFind(filter, options) ? new InsideFind(commands, driver, filter, options) : driver.find(filter, options),

    async findOne(filter: Document = {}, options?: FindOptions): Promise<unknown> {
      if (!isPlainFind(filter, options)) return driver.findOne(filter, options);
      const [found] = await new InsideFind(commands, driver, filter, { ...options, limit: 1 }).toArray();
      return found ?? null;
    },
  };
  return Object.assign(Object.create(driver) as Collection, inside) as unknown as Collection;
};
