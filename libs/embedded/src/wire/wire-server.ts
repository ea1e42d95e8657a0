import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Engine } from '../engine/engine.ts';
import { answerMessage } from './answer-message.ts';
import { Frames } from './frames.ts';

const closingMsMax = 2000;

/** Accepts connections and hands their commands to the engine. */
export class WireServer {
  readonly #engine: Engine;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #closing = false;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, () => resolve());
    });
  }

  /** Takes no further command, answers what it took, and ends. */
  async close(): Promise<void> {
    this.#closing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await this.#engine.idle();
    for (const socket of this.#sockets) socket.end(() => socket.destroy());
    // Who does not read their answers is not waited for.
    setTimeout(() => this.#sockets.forEach((socket) => socket.destroy()), closingMsMax).unref();
    await closed;
  }

  #accept(socket: Socket): void {
    const frames = new Frames();
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => this.#sockets.delete(socket));
    // A client that goes away in mid-write is no fault of this side.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      const messages = frames.push(chunk);
      if (messages === undefined) socket.destroy();
      else for (const message of messages) this.#receive(socket, message);
    });
  }

  #receive(socket: Socket, message: Buffer): void {
    if (this.#closing) return;
    answerMessage(this.#engine, message, (answer) => {
      if (socket.writable) socket.write(answer);
    });
  }
}
