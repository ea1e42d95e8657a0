import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { deserialize, serialize, type Document } from 'bson';

const headerBytes = 16;
const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;

const greeting = {
  ismaster: true,
  isWritablePrimary: true,
  helloOk: true,
  minWireVersion: 0,
  maxWireVersion: 21,
  maxBsonObjectSize: 16 << 20,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  ok: 1,
};
const refusal = { ok: 0, errmsg: 'no', code: 18, codeName: 'AuthenticationFailed' };

/** The command in a message: OP_MSG with one document, or the OP_QUERY of an old greeting. */
const commandIn = (message: Buffer): Document => {
  if (message.readInt32LE(12) === opMessage) return deserialize(message.subarray(headerBytes + 5));
  const nameEnd = message.indexOf(0, headerBytes + 4) + 1;
  return deserialize(message.subarray(nameEnd + 8));
};

const answerTo = (message: Buffer, answer: Document): Buffer => {
  const isQuery = message.readInt32LE(12) === opQuery;
  const prefix = Buffer.alloc(isQuery ? 20 : 5);
  if (isQuery) prefix.writeInt32LE(1, 16);
  const body = Buffer.concat([prefix, serialize(answer)]);
  const header = Buffer.alloc(headerBytes);
  header.writeInt32LE(headerBytes + body.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(isQuery ? opReply : opMessage, 12);
  return Buffer.concat([header, body]);
};

export interface RefusingMongodb {
  /** host:port */
  readonly host: string;
  close(): Promise<void>;
}

/** Greets as a MongoDB does, and refuses whoever signs in, or whoever lists collections without having signed in. */
export const openRefusingMongodb = async (
  refuses: { readonly command: 'saslStart' | 'listCollections'; readonly code: number; readonly codeName: string },
  port = 0,
): Promise<RefusingMongodb> => {
  const sockets = new Set<Socket>();
  const reply = (command: Document): Document => {
    const [name = ''] = Object.keys(command);
    if (name === refuses.command) return { ...refusal, code: refuses.code, codeName: refuses.codeName };
    return ['hello', 'ismaster', 'isMaster'].includes(name) ? greeting : { ok: 1 };
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      bytes = Buffer.concat([bytes, part]);
      while (bytes.length >= headerBytes && bytes.length >= bytes.readInt32LE(0)) {
        const message = bytes.subarray(0, bytes.readInt32LE(0));
        bytes = bytes.subarray(message.length);
        socket.write(answerTo(message, reply(commandIn(message))));
      }
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
