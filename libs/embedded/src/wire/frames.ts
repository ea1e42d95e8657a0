import { headerBytes, messageBytesMax } from './message.ts';

/** Cuts a byte stream into messages by the length that each begins with. */
export class Frames {
  #chunks: Buffer[] = [];
  #length = 0;

  /** @returns the messages that are complete now; undefined when the stream cannot be this protocol */
  push(chunk: Buffer): Buffer[] | undefined {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const messages: Buffer[] = [];
    for (;;) {
      const size = this.#nextSize();
      if (size === undefined) return messages;
      if (size < headerBytes || size > messageBytesMax) return undefined;
      if (this.#length < size) return messages;
      messages.push(this.#take(size));
    }
  }

  #nextSize(): number | undefined {
    if (this.#length < 4) return undefined;
    const first = this.#chunks[0] as Buffer;
    if (first.length < 4) this.#join();
    return (this.#chunks[0] as Buffer).readInt32LE(0);
  }

  #join(): void {
    this.#chunks = [Buffer.concat(this.#chunks, this.#length)];
  }

  #take(size: number): Buffer {
    if ((this.#chunks[0] as Buffer).length < size) this.#join();
    const first = this.#chunks[0] as Buffer;
    const message = first.subarray(0, size);
    if (first.length === size) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(size);
    this.#length -= size;
    return message;
  }
}
