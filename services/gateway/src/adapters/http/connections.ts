import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, Server } from 'node:http';
import { Socket } from 'node:net';

/** How many connections there may be, and how long each may take for what; see docs/limits.md. */
export interface ConnectionLimits {
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  readonly headersMs: number;
  /** For the whole body of what is no upload. */
  readonly bodyMs: number;
  /** Without a byte in either direction while something is to be read or written. */
  readonly silenceMs: number;
  readonly keepAliveMs: number;
  /** Slower than this, for two looks in a row, an upload or an answer ends. */
  readonly bytesPerSecondMin: number;
}

export const connectionLimitsDefault: ConnectionLimits = {
  connectionsMax: 4_000,
  connectionsPerAddressMax: 1_000,
  headersMs: 10_000,
  bodyMs: 20_000,
  silenceMs: 20_000,
  keepAliveMs: 10_000,
  bytesPerSecondMin: 1_024,
};

/** Time for a client to read why it was refused, before what it still sends meets a closed door. */
const lingerMs = 1_000;
const busy = 'HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

/** Closes connections of an address beyond its share; addresses of proxies stand for many and have none. */
const boundPerAddress = (server: Server, max: number, isProxy: (address: string) => boolean): void => {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (isProxy(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const rest = (open.get(address) ?? 1) - 1;
      if (rest > 0) open.set(address, rest);
      else open.delete(address);
    });
    if (count > max) socket.end(busy, () => socket.destroy());
  });
};

interface Progress {
  readonly of: 'request' | 'answer';
  readonly bytes: number;
}

interface Exchange {
  readonly message: IncomingMessage;
  readonly reply: FastifyReply;
  /** At the look before. */
  before?: Progress;
  isSlow: boolean;
}

/** Bytes that went to or fro; undefined while it is not the client's turn. */
const progressOf = ({ message, reply }: Exchange): Progress | undefined => {
  const { socket } = message;
  if (!message.complete) return message.readableLength > 0 ? undefined : { of: 'request', bytes: socket.bytesRead };
  const isWaiting = reply.raw.writableLength > 0 || socket.writableLength > 0;
  return isWaiting ? { of: 'answer', bytes: socket.bytesWritten - socket.writableLength } : undefined;
};

/** Ends exchanges whose client sends or reads so slowly that it holds a place for nothing. */
class Pace {
  private readonly exchanges = new Map<FastifyReply, Exchange>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly bytesPerSecondMin: number,
    private readonly lookEveryMs: number,
  ) {
    this.timer = setInterval(() => {
      this.look();
    }, lookEveryMs).unref();
  }

  begin(request: FastifyRequest, reply: FastifyReply): void {
    this.exchanges.set(reply, { message: request.raw, reply, isSlow: false });
    reply.raw.once('close', () => this.exchanges.delete(reply));
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    for (const exchange of this.exchanges.values()) {
      const { before } = exchange;
      const now = progressOf(exchange);
      const isComparable = now !== undefined && before?.of === now.of;
      const isSlow = isComparable && now.bytes - before.bytes < (this.bytesPerSecondMin * this.lookEveryMs) / 1_000;
      if (isSlow && exchange.isSlow) exchange.message.socket.destroy();
      if (now) exchange.before = now;
      else delete exchange.before;
      exchange.isSlow = isSlow;
    }
  }
}

const timedOut = (): Error =>
  Object.assign(new Error('the body did not arrive in time'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });

/** Ends a body that is no upload and has not arrived in time. */
const boundBody = (
  request: FastifyRequest,
  reply: FastifyReply,
  bodyMs: number,
  refuse: (error: Error, socket: Socket) => void,
): void => {
  const timer = setTimeout(() => {
    if (request.raw.complete || reply.raw.headersSent) return;
    refuse(timedOut(), request.raw.socket);
    setTimeout(() => request.raw.socket.destroy(), lingerMs).unref();
  }, bodyMs).unref();
  for (const end of ['end', 'close'])
    request.raw.once(end, () => {
      clearTimeout(timer);
    });
};

/** Undefined for a request that came without a network. */
const socketOf = ({ raw }: FastifyRequest): Socket | undefined =>
  raw.socket instanceof Socket ? raw.socket : undefined;

/** A body of this size may as well arrive: dropping it costs less than a connection. */
const smallBodyBytes = 64 * 1_024;

const isSmall = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= smallBodyBytes;

/**
 * What is refused before its body came is not read to its end: the answer says that the connection closes, and it does
 * so as soon as its client had time to read why. A small body is dropped as it comes, and the connection stays.
 */
const leaveUnread = (request: FastifyRequest, reply: FastifyReply, bodyMs: number): void => {
  const socket = socketOf(request);
  const { raw } = request;
  if (!socket || raw.complete) return;
  if (isSmall(request)) {
    setTimeout(() => !raw.complete && socket.destroy(), bodyMs).unref();
    return;
  }
  void reply.header('connection', 'close');
  // Node would close at once, and what still comes in would make the client's system drop the answer.
  socket.destroySoon = () => {
    setImmediate(() => socket.pause());
    socket.end();
    setTimeout(() => socket.destroy(), lingerMs).unref();
  };
};

export interface Bounding {
  readonly limits: ConnectionLimits;
  isProxy(address: string): boolean;
  isUpload(request: FastifyRequest): boolean;
  /** Answers what cannot be answered as usual any more. */
  refuse(error: Error, socket: Socket): void;
}

/** Bounds connections, and the time that each takes, of a server that is not listening yet. */
export const boundConnections = (fastify: FastifyInstance, { limits, isProxy, isUpload, refuse }: Bounding): void => {
  const { server } = fastify;
  const pace = new Pace(limits.bytesPerSecondMin, limits.silenceMs / 2);
  server.maxConnections = limits.connectionsMax;
  boundPerAddress(server, limits.connectionsPerAddressMax, isProxy);
  // Who waits for `100 Continue` is told to go on when the body is wanted, not before the key is judged.
  server.on('checkContinue', (message, response) => server.emit('request', message, response));
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    if (request.headers.expect !== undefined) reply.raw.writeContinue();
    if (socketOf(request)) pace.begin(request, reply);
    if (socketOf(request) && !isUpload(request) && !request.raw.complete)
      boundBody(request, reply, limits.bodyMs, refuse);
    done();
  });
  // Some answers take minutes to find out; silence meanwhile is nobody's fault.
  fastify.addHook('preHandler', (request, _reply, done) => {
    if (request.raw.complete) socketOf(request)?.setTimeout(0);
    done();
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    socketOf(request)?.setTimeout(limits.silenceMs);
    leaveUnread(request, reply, limits.bodyMs);
    done();
  });
  fastify.addHook('onClose', (_fastify, done) => {
    pace.stop();
    done();
  });
};
