import { CommandError } from '../command-error.ts';
import type { ReplyDocument } from '../bson/encode.ts';
import { isArray } from '../bson/value.ts';
import { reply } from './context.ts';
import type { Context } from './context.ts';
import { checkRequest, countField, textField } from './request.ts';
import type { Request } from './request.ts';

export function getMore(context: Context, request: Request): Generator<undefined, ReplyDocument> {
  checkRequest(request, ['collection', 'batchSize']);
  const id = request.body.get('getMore');
  if (typeof id !== 'bigint') throw new CommandError('TypeMismatch', 'getMore needs a cursor id of type long');
  const batchSize = countField(request.body, 'batchSize') ?? 0;
  return context.cursors.more(
    `${request.database}.${textField(request.body, 'collection')}`,
    id,
    batchSize === 0 ? Infinity : batchSize,
  );
}

export function killCursors(context: Context, request: Request): ReplyDocument {
  checkRequest(request, ['cursors']);
  const ids = request.body.get('cursors');
  if (!isArray(ids)) throw new CommandError('TypeMismatch', 'killCursors needs an array of cursor ids');
  const killed = ids.filter((id) => typeof id === 'bigint' && context.cursors.kill(id));
  return reply([
    ['cursorsKilled', killed],
    ['cursorsNotFound', ids.filter((id) => !killed.includes(id))],
    ['cursorsAlive', []],
    ['cursorsUnknown', []],
  ]);
}
