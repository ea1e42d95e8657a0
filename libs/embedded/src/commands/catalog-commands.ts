import { CommandError } from '../command-error.ts';
import type { ReplyDocument } from '../bson/encode.ts';
import { int32 } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { matches } from '../query/matches.ts';
import { reply } from './context.ts';
import type { Context } from './context.ts';
import { listing } from './index-commands.ts';
import { checkRequest, collectionName, documentField, flagField } from './request.ts';
import type { Request } from './request.ts';

export function create(context: Context, request: Request): ReplyDocument {
  checkRequest(request, ['autoIndexId', 'idIndex']);
  const name = collectionName(request);
  if (context.catalog.find(request.database, name) !== undefined) {
    throw new CommandError('NamespaceExists', `Collection ${request.database}.${name} already exists.`);
  }
  context.catalog.create(request.database, name);
  return reply([]);
}

export function drop(context: Context, request: Request): ReplyDocument {
  checkRequest(request, []);
  const collection = context.catalog.find(request.database, collectionName(request));
  if (collection === undefined) return reply([]);
  const indexes = collection.indexes.length;
  context.catalog.drop(request.database, collection);
  return reply([
    ['nIndexesWas', int32(indexes)],
    ['ns', collection.namespace],
  ]);
}

export function dropDatabase(context: Context, request: Request): ReplyDocument {
  checkRequest(request, []);
  for (const collection of context.catalog.collections(request.database))
    context.catalog.drop(request.database, collection);
  return reply([['dropped', request.database]]);
}

export function listCollections(context: Context, request: Request): Generator<undefined, ReplyDocument> {
  checkRequest(request, ['filter', 'nameOnly', 'cursor', 'authorizedCollections']);
  const filter = compileFilter(documentField(request.body, 'filter'));
  const nameOnly = flagField(request.body, 'nameOnly', false);
  const all = context.catalog.collections(request.database).map((collection): Document => {
    const entry: Document = new Map<string, Value>([
      ['name', collection.name],
      ['type', 'collection'],
    ]);
    const idIndex = collection.indexes[0]?.definition.document ?? null;
    return nameOnly
      ? entry
      : new Map<string, Value>([
          ...entry,
          ['options', new Map()],
          ['info', new Map([['readOnly', false]])],
          ['idIndex', idIndex],
        ]);
  });
  return listing(
    context,
    `${request.database}.$cmd.listCollections`,
    all.filter((entry) => matches(filter, entry)),
  );
}

export function listDatabases(context: Context, request: Request): ReplyDocument {
  checkRequest(request, ['filter', 'nameOnly', 'authorizedDatabases']);
  const filter = compileFilter(documentField(request.body, 'filter'));
  const all = context.catalog.databases().map(
    (name): Document =>
      new Map<string, Value>([
        ['name', name],
        ['empty', false],
      ]),
  );
  return reply([['databases', all.filter((entry) => matches(filter, entry))]]);
}
