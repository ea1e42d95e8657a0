import type { ReplyDocument } from '../bson/encode.ts';
import { int32 } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { keyText } from '../order/key-encoding.ts';
import { compare } from '../order/compare.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { parsePath, someAtPath } from '../query/path.ts';
import { reply } from './context.ts';
import type { Context } from './context.ts';
import { countedByIndex, readQuery } from './find.ts';
import { checkRequest, collectionName, countField, documentField, textField } from './request.ts';
import type { Request } from './request.ts';

export function* count(context: Context, request: Request): Generator<undefined, ReplyDocument> {
  checkRequest(request, ['query', 'skip', 'limit']);
  const { body } = request;
  const condition = compileFilter(documentField(body, 'query'));
  const name = collectionName(request);
  const skip = countField(body, 'skip') ?? 0;
  const limit = countField(body, 'limit') ?? 0;
  if (documentField(body, 'query').size === 0 && skip === 0 && limit === 0) {
    return reply([['n', int32(context.catalog.find(request.database, name)?.count() ?? 0)]]);
  }
  const counted = skip === 0 && limit === 0 ? countedByIndex(context, request.database, name, condition) : undefined;
  if (counted !== undefined) return reply([['n', int32(counted)]]);
  let n = 0;
  for (const row of readQuery(context, request.database, name, { condition, sort: [], skip, limit }, new Set())) {
    if (row === undefined) yield undefined;
    else n++;
  }
  return reply([['n', int32(n)]]);
}

export function* distinct(context: Context, request: Request): Generator<undefined, ReplyDocument> {
  checkRequest(request, ['key', 'query']);
  const path = parsePath(textField(request.body, 'key'), 'distinct');
  const condition = compileFilter(documentField(request.body, 'query'));
  const found = new Map<string, Value>();
  const take = (value: Value): void => {
    const key = keyText(value);
    if (!found.has(key)) found.set(key, value);
  };
  for (const row of readQuery(
    context,
    request.database,
    collectionName(request),
    { condition, sort: [], skip: 0, limit: 0 },
    new Set([path[0] as string]),
  )) {
    if (row === undefined) yield undefined;
    else {
      someAtPath(row.document, path, (value) => {
        if (Array.isArray(value)) value.forEach(take);
        else if (value !== undefined) take(value);
        return false;
      });
    }
  }
  return reply([['values', [...found.values()].sort(compare)]]);
}
