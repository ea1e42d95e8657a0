import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import type { ReplyDocument } from '../bson/encode.ts';
import { int32 } from '../bson/value.ts';
import type { Document } from '../bson/value.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { reply } from './context.ts';
import type { Context } from './context.ts';
import { runPacedStatements, writeErrors } from './insert.ts';
import {
  checkFields,
  checkRequest,
  collectionName,
  countField,
  documentField,
  documentsField,
  flagField,
} from './request.ts';
import type { Request } from './request.ts';
import { eachTarget, targets } from './write-target.ts';

function* runDelete(
  context: Context,
  database: string,
  name: string,
  statement: Document,
): Generator<undefined, number> {
  checkFields('delete.deletes', statement, ['q', 'limit']);
  const limit = countField(statement, 'limit');
  if (limit !== 0 && limit !== 1) throw new CommandError('FailedToParse', 'the limit of a delete must be 0 or 1');
  const condition = compileFilter(documentField(statement, 'q'));
  const collection = context.catalog.find(database, name);
  if (collection === undefined) return 0;
  let removed = 0;
  for (const target of limit === 0
    ? eachTarget(context, collection, { database, condition })
    : targets(context, database, name, condition, [], 1)) {
    if (target === undefined) yield undefined;
    else {
      collection.remove(target.rid, decodeDocument(target.bytes));
      removed++;
    }
  }
  return removed;
}

export function* deleteDocuments(context: Context, request: Request): Generator<undefined, ReplyDocument> {
  checkRequest(request, ['deletes', 'ordered']);
  const name = collectionName(request);
  const statements = documentsField(request.body, 'deletes');
  let removed = 0;
  const errors = yield* runPacedStatements(
    statements.length,
    flagField(request.body, 'ordered', true),
    function* run(index) {
      removed += yield* runDelete(context, request.database, name, statements[index] as Document);
    },
  );
  return reply([['n', int32(removed)], ...writeErrors(errors)]);
}
