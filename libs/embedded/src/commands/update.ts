import { CommandError } from '../command-error.ts';
import type { ReplyDocument, ReplyValue } from '../bson/encode.ts';
import { int32 } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { compileUpdate } from '../update/compile-update.ts';
import { reply } from './context.ts';
import type { Context } from './context.ts';
import { sortFields } from './find.ts';
import { runPacedStatements, writeErrors } from './insert.ts';
import { checkFields, checkRequest, collectionName, documentField, documentsField, flagField } from './request.ts';
import type { Request } from './request.ts';
import { eachTarget, targets, updateTarget, upsert } from './write-target.ts';

interface Outcome {
  matched: number;
  modified: number;
  upsertedId: Value | undefined;
}

function* runUpdate(
  context: Context,
  database: string,
  name: string,
  statement: Document,
): Generator<undefined, Outcome> {
  checkFields('update.updates', statement, ['q', 'u', 'multi', 'upsert', 'sort']);
  const condition = compileFilter(documentField(statement, 'q'));
  const update = compileUpdate(statement.get('u') ?? null);
  const sort = sortFields(documentField(statement, 'sort'));
  const multi = flagField(statement, 'multi', false);
  if (multi && update.kind === 'replacement')
    throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update');
  if (multi && sort.length > 0) throw new CommandError('FailedToParse', 'Cannot specify sort with multi=true');
  const collection = context.catalog.find(database, name);
  const outcome: Outcome = { matched: 0, modified: 0, upsertedId: undefined };
  if (collection !== undefined) {
    for (const target of multi
      ? eachTarget(context, collection, { database, condition })
      : targets(context, database, name, condition, sort, 1)) {
      if (target === undefined) yield undefined;
      else {
        outcome.matched++;
        if (updateTarget(collection, target, update).modified) outcome.modified++;
      }
    }
  }
  if (outcome.matched === 0 && flagField(statement, 'upsert', false))
    outcome.upsertedId = upsert(context.catalog.findOrCreate(database, name), condition, update).id;
  return outcome;
}

export function* update(context: Context, request: Request): Generator<undefined, ReplyDocument> {
  checkRequest(request, ['updates', 'ordered', 'bypassDocumentValidation']);
  const name = collectionName(request);
  const statements = documentsField(request.body, 'updates');
  const upserted: ReplyDocument[] = [];
  let matched = 0;
  let modified = 0;
  const errors = yield* runPacedStatements(
    statements.length,
    flagField(request.body, 'ordered', true),
    function* run(index) {
      const outcome = yield* runUpdate(context, request.database, name, statements[index] as Document);
      matched += outcome.matched;
      modified += outcome.modified;
      if (outcome.upsertedId !== undefined)
        upserted.push(
          new Map<string, ReplyValue>([
            ['index', int32(index)],
            ['_id', outcome.upsertedId],
          ]),
        );
    },
  );
  const upserts: [string, ReplyValue][] = upserted.length === 0 ? [] : [['upserted', upserted]];
  return reply([
    ['n', int32(matched + upserted.length)],
    ['nModified', int32(modified)],
    ...upserts,
    ...writeErrors(errors),
  ]);
}
