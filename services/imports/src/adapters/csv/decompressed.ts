import { setImmediate as turn } from 'node:timers/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { BreakOff } from '../../domain/file-record.ts';

/** Bounds what a hostile archive can unpack to at once (gzip reaches about 1:1,000). */
const sliceBytes = 32 * 1024;

/** The bytes of a file, unpacked when it is gzip. Of a damaged archive everything before the damage is read, each time the same. */
export class Decompressed {
  readonly chunks: AsyncIterable<Buffer>;
  damage: BreakOff['cause'] | undefined;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.chunks = this.unpack(chunks);
  }

  private async *unpack(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let unpacking: Unpacking | undefined;
    let isFirst = true;
    try {
      for await (const chunk of chunks) {
        if (isFirst && chunk[0] === 0x1f && chunk[1] === 0x8b) unpacking = new Unpacking();
        isFirst = false;
        if (unpacking) yield* this.slices(unpacking, chunk);
        else yield chunk;
        if (this.damage) return;
      }
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

/** Gunzip fed step by step: all output of a step is taken before the next, so that an error cannot throw any of it away. */
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
    await turn();
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
