import { CommandError } from '../command-error.ts';
import { encodeStored } from '../bson/encode.ts';
import type { ReplyDocument } from '../bson/encode.ts';
import { int32, isArray, isDocument } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import type { Collection } from '../store/collection.ts';
import { indexDefinition, sameDefinition, sameKey } from '../store/index-definition.ts';
import type { IndexDefinition } from '../store/index-definition.ts';
import type { StoredIndex } from '../store/stored-index.ts';
import { reply } from './context.ts';
import type { Context } from './context.ts';
import { checkRequest, collectionName, documentField, documentsField } from './request.ts';
import type { Request } from './request.ts';

/** @returns whether the very same index is there already */
function alreadyThere(collection: Collection, wanted: IndexDefinition): boolean {
  for (const { definition } of collection.indexes) {
    const sameName = definition.name === wanted.name;
    if (sameName && sameDefinition(definition, wanted)) return true;
    if (sameName)
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index but differs: ${wanted.name}`,
      );
    if (sameKey(definition.key, wanted.key)) {
      throw new CommandError(
        'IndexOptionsConflict',
        `Index already exists with a different name or options: ${definition.name}`,
      );
    }
  }
  return false;
}

export function createIndexes(context: Context, request: Request): ReplyDocument {
  checkRequest(request, ['indexes', 'commitQuorum']);
  const name = collectionName(request);
  const definitions = documentsField(request.body, 'indexes').map(indexDefinition);
  if (definitions.length === 0) throw new CommandError('BadValue', 'Must specify at least one index to create');
  const created = context.catalog.find(request.database, name) === undefined;
  const collection = context.catalog.findOrCreate(request.database, name);
  const before = collection.indexes.length;
  try {
    for (const definition of definitions) {
      if (!alreadyThere(collection, definition)) context.catalog.addIndex(collection, definition);
    }
  } catch (error) {
    if (error instanceof CommandError)
      for (const index of collection.indexes.slice(before)) context.catalog.dropIndex(collection, index);
    throw error;
  }
  const after = collection.indexes.length;
  const note = before === after ? [['note', 'all indexes already exist'] as const] : [];
  return reply([
    ['numIndexesBefore', int32(before)],
    ['numIndexesAfter', int32(after)],
    ['createdCollectionAutomatically', created],
    ...note,
  ]);
}

function existing(context: Context, request: Request): Collection {
  const name = collectionName(request);
  const collection = context.catalog.find(request.database, name);
  if (collection === undefined)
    throw new CommandError('NamespaceNotFound', `ns does not exist: ${request.database}.${name}`);
  return collection;
}

function chosen(collection: Collection, choice: Value | undefined): StoredIndex[] {
  if (choice === '*') return collection.indexes.slice(1);
  if (isArray(choice)) return choice.flatMap((each) => chosen(collection, each));
  const index = collection.indexes.find(({ definition }) =>
    isDocument(choice) ? sameKey(definition.key, choice) : definition.name === choice,
  );
  if (index === undefined) throw new CommandError('IndexNotFound', `index not found in ${collection.namespace}`);
  if (index === collection.indexes[0]) throw new CommandError('InvalidOptions', 'cannot drop _id index');
  return [index];
}

export function dropIndexes(context: Context, request: Request): ReplyDocument {
  checkRequest(request, ['index']);
  const collection = existing(context, request);
  const before = collection.indexes.length;
  for (const index of new Set(chosen(collection, request.body.get('index'))))
    context.catalog.dropIndex(collection, index);
  return reply([['nIndexesWas', int32(before)]]);
}

function* each(documents: readonly Document[]): Generator<Buffer, void> {
  for (const document of documents) yield encodeStored(document);
}

/** A listing as a cursor that never needs a second batch. */
export function listing(
  context: Context,
  namespace: string,
  documents: readonly Document[],
): Generator<undefined, ReplyDocument> {
  return context.cursors.open(namespace, each(documents), Infinity, true);
}

export function listIndexes(context: Context, request: Request): Generator<undefined, ReplyDocument> {
  checkRequest(request, ['cursor']);
  documentField(request.body, 'cursor');
  const collection = existing(context, request);
  return listing(
    context,
    `${request.database}.$cmd.listIndexes.${collection.name}`,
    collection.indexes.map(({ definition }) => definition.document),
  );
}
