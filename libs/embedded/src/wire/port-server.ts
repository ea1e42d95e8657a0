import type { MessagePort } from 'node:worker_threads';
import type { Engine } from '../engine/engine.ts';
import { answerMessage } from './answer-message.ts';
import { Frames } from './frames.ts';

/** Takes the wire's messages from a port in place of a socket, and answers with them: whole turns at once. */
export class PortServer {
  readonly #engine: Engine;
  readonly #port: MessagePort;
  readonly #answers: Buffer[] = [];
  #closing = false;

  constructor(engine: Engine, port: MessagePort) {
    this.#engine = engine;
    this.#port = port;
    port.on('message', (messages: Uint8Array) => this.#receive(messages));
  }

  /** Takes no further command, answers what it took, and ends. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#engine.idle();
    this.#flush();
    this.#port.close();
  }

  #receive(messages: Uint8Array): void {
    if (this.#closing) return;
    const bytes = Buffer.from(messages.buffer, messages.byteOffset, messages.byteLength);
    for (const message of new Frames().push(bytes) ?? [])
      answerMessage(this.#engine, message, (answer) => this.#answer(answer));
  }

  /** All that a turn answers goes in one message. */
  #answer(answer: Buffer): void {
    if (this.#answers.length === 0) queueMicrotask(() => this.#flush());
    this.#answers.push(answer);
  }

  #flush(): void {
    if (this.#answers.length === 0) return;
    this.#port.postMessage(joined(this.#answers.splice(0)));
  }
}

/** In bytes of their own: of a slice, a port would copy the whole that it is cut from. */
export function joined(messages: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(messages.reduce((sum, message) => sum + message.length, 0));
  let at = 0;
  for (const message of messages) {
    bytes.set(message, at);
    at += message.length;
  }
  return bytes;
}
