import type { ReplyDocument } from '../bson/encode.ts';
import { newDate } from '../bson/object-id.ts';
import { int32 } from '../bson/value.ts';
import { reply } from './context.ts';
import type { Context } from './context.ts';
import type { Request } from './request.ts';

// A standalone server of the 7.0 wire version. Sessions are not offered, so drivers neither retry writes nor open
// transactions here.
const maxWireVersion = 21;
const version = '7.0.0';

export function hello(_context: Context, request: Request): ReplyDocument {
  const primary = request.name === 'hello' ? 'isWritablePrimary' : 'ismaster';
  return reply([
    ['helloOk', true],
    [primary, true],
    ['maxBsonObjectSize', int32(16 * 1024 * 1024)],
    ['maxMessageSizeBytes', int32(48_000_000)],
    ['maxWriteBatchSize', int32(100_000)],
    ['localTime', newDate(Date.now())],
    ['minWireVersion', int32(0)],
    ['maxWireVersion', int32(maxWireVersion)],
    ['readOnly', false],
  ]);
}

export const buildInfo = (): ReplyDocument =>
  reply([
    ['version', version],
    ['versionArray', [int32(7), int32(0), int32(0), int32(0)]],
    ['modules', ['vafa-embedded']],
    ['maxBsonObjectSize', int32(16 * 1024 * 1024)],
  ]);

export const nothing = (): ReplyDocument => reply([]);

export function serverStatus(context: Context): ReplyDocument {
  const { commands, commits, turns } = context.counters;
  const counters = new Map(
    Object.entries({
      commands,
      commits,
      turns,
      openCursors: context.cursors.size,
      documentsExamined: context.file.documentsExamined,
    }).map(([name, count]): [string, bigint] => [name, BigInt(count)]),
  );
  return reply([
    ['process', 'vafa-embedded'],
    ['version', version],
    ['embedded', counters],
  ]);
}
