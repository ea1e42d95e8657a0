import { expect, test } from '@jest/globals';
import { BSON, MongoNetworkTimeoutError, MongoServerError, type Document } from 'mongodb';
import type { DatabaseWay } from './database-way.ts';
import { InsideCommands } from './inside-commands.ts';
import { commandBody } from './wire-message.ts';

const told = { name: 'find', collection: 'things', size: 1 };
const body = commandBody('db', { find: 'things' });
const never = new Promise<Buffer>(() => undefined);

test('who waits too long fails as with a connection that timed out', async () => {
  const commands = new InsideCommands({ ask: () => never }, 'db', false, 30);
  const asked = [commands.run(told, body), commands.run(told, body)];
  for (const each of await Promise.allSettled(asked))
    expect(each).toMatchObject({ reason: expect.any(MongoNetworkTimeoutError) as unknown });
  await expect(commands.run(told, body)).rejects.toBeInstanceOf(MongoNetworkTimeoutError);
});

test('a refusal is an error of the server; whole numbers of 64 bits and bytes are read as everywhere', async () => {
  const answers: Document[] = [
    { ok: 0, code: 59, codeName: 'CommandNotFound', errmsg: 'no such command' },
    { ok: 1, long: 9_007_199_254_740_993n, bytes: Buffer.from('ab') },
  ];
  const way: DatabaseWay = { ask: () => Promise.resolve(Buffer.from(BSON.serialize(answers.shift() ?? {}))) };
  const commands = new InsideCommands(way, 'db', false, 1_000);
  const refused = await commands.run(told, body).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(MongoServerError);
  expect(refused).toMatchObject({ code: 59, message: 'no such command' });
  const { long, bytes } = await commands.run(told, body);
  expect([long, Buffer.isBuffer(bytes), String(bytes)]).toEqual([9_007_199_254_740_993n, true, 'ab']);
});
