import { DomainError } from '@vafa/kernel';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { BreakOff } from '../../domain/reading/sale-row.ts';

/** Bounds what a hostile archive can unpack to at once (gzip reaches about 1:1,000). */
const sliceBytes = 32 * 1024;
const bytesMax = 8 * 1024 ** 3;
/** Tables of a shop pack 3 to 30 times; beyond this much a file may be short, but not long. */
const ratioMax = 250;
const ratioFreeBytes = 256 * 1024 ** 2;

/**
 * The bytes of a file, unpacked when it is gzip. Of a damaged archive everything before the damage is read, each time
 * the same.
 */
export class Unpacked {
  readonly chunks: AsyncIterable<Buffer>;
  damage: BreakOff['cause'] | undefined;
  private packed = 0;
  private bytes = 0;

  /** Raises `file_too_large` and `file_packed_too_much` while it is read. */
  constructor(chunks: AsyncIterable<Buffer>) {
    this.chunks = this.bounded(chunks);
  }

  private async *bounded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of this.unpack(chunks)) {
      this.bytes += chunk.length;
      if (this.bytes > bytesMax)
        throw new DomainError('invalid', 'file_too_large', 'the file is larger than 8 GiB when unpacked');
      if (this.bytes > ratioFreeBytes && this.bytes > this.packed * ratioMax) {
        throw new DomainError(
          'invalid',
          'file_packed_too_much',
          `the file unpacks to more than ${String(ratioMax)} times its size, as no table does`,
        );
      }
      if (chunk.length > 0) yield chunk;
    }
  }

  private async *unpack(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let unpacking: Unpacking | undefined;
    let head: Buffer | undefined = Buffer.alloc(0);
    try {
      for await (const chunk of chunks) {
        this.packed += chunk.length;
        let bytes = chunk;
        if (head) {
          bytes = Buffer.concat([head, chunk]);
          head = bytes.length < 2 ? bytes : undefined;
          if (head) continue;
          if (bytes[0] === 0x1f && bytes[1] === 0x8b) unpacking = new Unpacking();
        }
        if (unpacking) yield* this.slices(unpacking, bytes);
        else yield bytes;
        if (this.damage) return;
      }
      if (head) yield head;
      if (unpacking) yield* await unpacking.end();
      this.damage = unpacking?.damage();
    } finally {
      unpacking?.close();
    }
  }

  private async *slices(unpacking: Unpacking, chunk: Buffer): AsyncGenerator<Buffer> {
    for (let from = 0; from < chunk.length && !this.damage; from += sliceBytes) {
      yield* await unpacking.write(chunk.subarray(from, from + sliceBytes));
      this.damage = unpacking.damage();
    }
  }
}

/**
 * Gunzip fed step by step: all output of a step is taken before the next, so that an error cannot throw any of it away.
 */
class Unpacking {
  private readonly gunzip: Gunzip = createGunzip({ chunkSize: 128 * 1024 });
  private readonly closed = new Promise((resolve) => this.gunzip.once('close', resolve));
  private output: Buffer[] = [];
  private failure: NodeJS.ErrnoException | undefined;

  constructor() {
    this.gunzip.on('data', (chunk: Buffer) => this.output.push(chunk));
    this.gunzip.on('error', (error) => (this.failure = error));
  }

  async write(slice: Buffer): Promise<Buffer[]> {
    // A write that meets damage never calls back; the stream closes instead.
    await Promise.race([this.closed, new Promise((resolve) => this.gunzip.write(slice, resolve))]);
    await new Promise((resolve) => setImmediate(resolve));
    return this.take();
  }

  async end(): Promise<Buffer[]> {
    this.gunzip.end();
    await this.closed;
    return this.take();
  }

  damage(): BreakOff['cause'] | undefined {
    if (!this.failure) return undefined;
    return this.failure.code === 'Z_BUF_ERROR' ? 'compressed data ends early' : 'compressed data is damaged';
  }

  close(): void {
    this.gunzip.destroy();
  }

  private take(): Buffer[] {
    const output = this.output;
    this.output = [];
    return output;
  }
}
