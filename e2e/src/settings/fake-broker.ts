import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

const saslHandshake = 17;
const apiVersions = 18;
/** Each with its lowest and highest version. */
const served = [
  [3, 0, 5],
  [saslHandshake, 0, 1],
  [apiVersions, 0, 2],
  [36, 0, 1],
] as const;

const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];

/** Kafka's protocol as far as somebody signs in: which requests there are, and that every mechanism is welcome. */
const answerTo = (request: Buffer): Buffer | undefined => {
  const key = request.readInt16BE(0);
  const body =
    key === apiVersions
      ? [int16(0), int32(served.length), ...served.flatMap((each) => each.map(int16)), int32(0)]
      : key === saslHandshake
        ? [int16(0), int32(mechanisms.length), ...mechanisms.flatMap((each) => [int16(each.length), Buffer.from(each)])]
        : undefined;
  if (!body) return undefined;
  const answer = Buffer.concat([request.subarray(4, 8), ...body]);
  return Buffer.concat([int32(answer.length), answer]);
};

/**
 * Takes connections as a broker does, and keeps what it was sent; it breaks off at the first request after the sign-in
 * has begun.
 */
export class FakeBroker {
  sent = Buffer.alloc(0);
  connections = 0;
  private readonly sockets = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  static async open(): Promise<FakeBroker> {
    const server = createServer();
    const broker = new FakeBroker(server);
    server.on('connection', (socket) => broker.take(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return broker;
  }

  get address(): string {
    return `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(socket: Socket): void {
    this.connections++;
    this.sockets.add(socket);
    let waiting = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      this.sent = Buffer.concat([this.sent, part]);
      waiting = Buffer.concat([waiting, part]);
      const isPlain = waiting[0] === 0;
      while (isPlain && waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE(0)) {
        const request = waiting.subarray(4, 4 + waiting.readInt32BE(0));
        waiting = waiting.subarray(4 + request.length);
        const answer = answerTo(request);
        if (answer) socket.write(answer);
        else socket.destroy();
      }
      if (!isPlain) socket.destroy();
    });
  }
}
