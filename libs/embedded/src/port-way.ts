import type { MessagePort } from 'node:worker_threads';
import { headerBytes } from './wire/message.ts';
import { joined } from './wire/port-server.ts';

type Answered = PromiseWithResolvers<Buffer>;

/** Flags and kind of section stand before an answer's document. */
const documentAt = headerBytes + 5;

/** Speaks with the database's thread through a port: the wire's messages, without a socket. */
export class PortWay {
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Answered>();
  #asked: Uint8Array[] = [];
  #lastId = 0;
  #ended: Error | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (messages: Uint8Array) => this.#receive(messages));
    // The thread itself keeps the process.
    port.unref();
  }

  /**
   * The document that answers a message of the wire (OP_MSG), which gets its number here.
   * @throws Error when the database has ended: whether the command was done is not known
   */
  ask(message: Buffer): Promise<Buffer> {
    if (this.#ended) return Promise.reject(this.#ended);
    this.#lastId = (this.#lastId + 1) & 0x7fffffff;
    message.writeInt32LE(this.#lastId, 4);
    const answered = Promise.withResolvers<Buffer>();
    this.#waiting.set(this.#lastId, answered);
    if (this.#asked.length === 0) process.nextTick(() => this.#flush());
    this.#asked.push(message);
    return answered.promise;
  }

  end(error: Error): void {
    this.#ended = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** All that was asked in one go is sent at once. */
  #flush(): void {
    const asked = this.#asked;
    this.#asked = [];
    if (!this.#ended) this.#port.postMessage(joined(asked));
  }

  #receive(messages: Uint8Array): void {
    const bytes = Buffer.from(messages.buffer, messages.byteOffset, messages.byteLength);
    for (let at = 0; at < bytes.length; ) {
      const end = at + bytes.readInt32LE(at);
      const id = bytes.readInt32LE(at + 8);
      this.#waiting.get(id)?.resolve(bytes.subarray(at + documentAt, end));
      this.#waiting.delete(id);
      at = end;
    }
  }
}
