import { expect, test } from '@jest/globals';
import { MongoNetworkError } from 'mongodb';
import { Duplex } from 'node:stream';
import { ClosingConnection } from './closing-connection.ts';

/** A socket that takes no more than it has taken, as one whose peer has ended it. */
const fullSocket = (): Duplex =>
  new Duplex({ writableHighWaterMark: 1, read: () => undefined, write: () => undefined });

const options = { id: 1, generation: 0, hostAddress: { toString: () => 'db:27017' } };

test('a command whose socket closes before it was written out fails as a lost connection', async () => {
  const socket = Object.assign(fullSocket(), { setTimeout: () => undefined });
  const connection = new ClosingConnection(socket, options);
  const answer = connection.command({ db: 'admin' }, { hello: 1 }, {});
  setImmediate(() => socket.destroy());
  await expect(answer).rejects.toBeInstanceOf(MongoNetworkError);
  expect(connection.closed).toBe(true);
});
