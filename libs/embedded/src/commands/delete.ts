import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import type { ReplyDocument } from '../bson/encode.ts';
import { int32 } from '../bson/value.ts';
import type { Document } from '../bson/value.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { reply } from './context.ts';
import type { Context } from './context.ts';
import { runStatements, writeErrors } from './insert.ts';
import { checkFields, checkRequest, collectionName, countField, documentField, documentsField, flagField } from './request.ts';
import type { Request } from './request.ts';
import { targets } from './write-target.ts';

function runDelete(context: Context, database: string, name: string, statement: Document): number {
  checkFields('delete.deletes', statement, ['q', 'limit']);
  const limit = countField(statement, 'limit');
  if (limit !== 0 && limit !== 1) throw new CommandError('FailedToParse', 'the limit of a delete must be 0 or 1');
  const condition = compileFilter(documentField(statement, 'q'));
  const collection = context.catalog.find(database, name);
  if (collection === undefined) return 0;
  const found = targets(context, database, name, condition, [], limit);
  for (const target of found) collection.remove(target.rid, decodeDocument(target.bytes));
  return found.length;
}

export function deleteDocuments(context: Context, request: Request): ReplyDocument {
  checkRequest(request, ['deletes', 'ordered']);
  const name = collectionName(request);
  const statements = documentsField(request.body, 'deletes');
  let removed = 0;
  const errors = runStatements(statements.length, flagField(request.body, 'ordered', true), (index) => {
    removed += runDelete(context, request.database, name, statements[index] as Document);
  });
  return reply([['n', int32(removed)], ...writeErrors(errors)]);
}
