import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { RawDocument } from '../bson/encode.ts';
import type { ReplyDocument, ReplyValue } from '../bson/encode.ts';
import { int32 } from '../bson/value.ts';
import { compileFilter } from '../query/compile-filter.ts';
import type { Condition } from '../query/condition.ts';
import { compileProjection } from '../query/projection.ts';
import { compileUpdate } from '../update/compile-update.ts';
import type { Update } from '../update/compile-update.ts';
import { reply } from './context.ts';
import type { Context } from './context.ts';
import { projected, sortFields } from './find.ts';
import { checkRequest, collectionName, documentField, flagField } from './request.ts';
import type { Request } from './request.ts';
import { targets, updateTarget, upsert } from './write-target.ts';
import type { Target } from './write-target.ts';

interface Outcome {
  readonly value: Buffer | undefined;
  readonly lastError: readonly (readonly [string, ReplyValue])[];
}

const updatedNone: Outcome = {
  value: undefined,
  lastError: [
    ['n', int32(0)],
    ['updatedExisting', false],
  ],
};

function remove(context: Context, request: Request, name: string, target: Target | undefined): Outcome {
  if (target === undefined) return { value: undefined, lastError: [['n', int32(0)]] };
  context.catalog.findOrCreate(request.database, name).remove(target.rid, decodeDocument(target.bytes));
  return { value: target.bytes, lastError: [['n', int32(1)]] };
}

function change(
  context: Context,
  request: Request,
  name: string,
  target: Target | undefined,
  condition: Condition,
  update: Update,
): Outcome {
  const wantsNew = flagField(request.body, 'new', false);
  if (target === undefined) {
    if (!flagField(request.body, 'upsert', false)) return updatedNone;
    const inserted = upsert(context.catalog.findOrCreate(request.database, name), condition, update);
    return {
      value: wantsNew ? inserted.bytes : undefined,
      lastError: [
        ['n', int32(1)],
        ['updatedExisting', false],
        ['upserted', inserted.id],
      ],
    };
  }
  const changed = updateTarget(context.catalog.findOrCreate(request.database, name), target, update);
  return {
    value: wantsNew ? changed.bytes : target.bytes,
    lastError: [
      ['n', int32(1)],
      ['updatedExisting', true],
    ],
  };
}

export function findAndModify(context: Context, request: Request): ReplyDocument {
  checkRequest(request, ['query', 'sort', 'remove', 'update', 'new', 'upsert', 'fields', 'bypassDocumentValidation']);
  const { body } = request;
  const name = collectionName(request);
  const removes = flagField(body, 'remove', false);
  const specification = body.get('update');
  if (removes === (specification !== undefined))
    throw new CommandError('FailedToParse', 'findAndModify needs either remove or update');
  if (removes && (flagField(body, 'new', false) || flagField(body, 'upsert', false)))
    throw new CommandError('FailedToParse', 'remove excludes new and upsert');
  const condition = compileFilter(documentField(body, 'query'));
  const sort = sortFields(documentField(body, 'sort'));
  const projection = compileProjection(documentField(body, 'fields'));
  const update = specification === undefined ? undefined : compileUpdate(specification);
  const [target] = targets(context, request.database, name, condition, sort, 1);
  const outcome =
    update === undefined
      ? remove(context, request, name, target)
      : change(context, request, name, target, condition, update);
  const value = outcome.value === undefined ? null : new RawDocument(projected(outcome.value, projection));
  return reply([
    ['lastErrorObject', new Map(outcome.lastError)],
    ['value', value],
  ]);
}
