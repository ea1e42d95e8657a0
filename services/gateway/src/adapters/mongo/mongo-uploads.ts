import { DomainError, newId, type Clock } from '@vafa/kernel';
import { createHash } from 'node:crypto';
import type { FileRecords, UploadedFiles } from '../../use-cases/import-ports.ts';
import { RecordReader } from '../csv/record-reader.ts';
import { childrenOf, inDatabase, toBuffer, type Collections } from './collections.ts';

const chunkBytes = 255 * 1024;
const writesInFlight = 4;
const readAhead = 8;
const abandonedMs = 6 * 3_600_000;
const sweptMax = 100;

export interface StoredUpload {
  readonly id: string;
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

const chunkId = (upload: string, index: number): string => `${upload}/${String(index).padStart(8, '0')}`;

/** Uploaded files as documents of at most 255 KiB, so that every edition can keep them. */
export class MongoUploads implements UploadedFiles {
  constructor(
    private readonly collections: Pick<Collections, 'uploads' | 'chunks' | 'tasks'>,
    private readonly clock: Clock,
  ) {}

  /** Stores a stream as it comes; the source waits while four chunks are on their way to the disk. */
  async store(source: AsyncIterable<Buffer>): Promise<StoredUpload> {
    const id = newId('task');
    await inDatabase(() => this.collections.uploads.insertOne({ _id: id, startedAt: this.clock.now(), complete: false }));
    try {
      const stored = await this.storeChunks(id, source);
      await inDatabase(() => this.collections.uploads.updateOne({ _id: id }, { $set: { complete: true } }));
      return { id, ...stored };
    } catch (error) {
      await this.discard(id);
      throw error;
    }
  }

  open(uploadId: string): FileRecords {
    return new RecordReader(this.chunks(uploadId));
  }

  async discard(uploadId: string): Promise<void> {
    await inDatabase(async () => {
      await this.collections.chunks.deleteMany({ _id: childrenOf(uploadId) });
      await this.collections.uploads.deleteOne({ _id: uploadId });
    });
  }

  /** Removes old uploads that no unfinished task works on: what died processes have left. */
  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - abandonedMs);
    const old = await inDatabase(() => this.collections.uploads.find({ startedAt: { $lt: before } }).limit(sweptMax).toArray());
    const inUse = new Set(await inDatabase(() => this.collections.tasks.distinct('uploadId', { open: true })));
    for (const { _id } of old) if (!inUse.has(_id)) await this.discard(_id);
  }

  private async storeChunks(id: string, source: AsyncIterable<Buffer>): Promise<Omit<StoredUpload, 'id'>> {
    const hash = createHash('sha256');
    const writes: Promise<unknown>[] = [];
    let index = 0;
    let bytes = 0;
    try {
      for await (const chunk of inPieces(source)) {
        hash.update(chunk);
        bytes += chunk.length;
        const place = index++;
        const write = inDatabase(() => this.collections.chunks.insertOne({ _id: chunkId(id, place), bytes: chunk }));
        // Met in its turn; until then a failure must not count as unhandled.
        write.catch(() => undefined);
        writes.push(write);
        if (writes.length >= writesInFlight) await writes.shift();
      }
      await Promise.all(writes);
    } finally {
      // Whoever removes a failed upload must not be overtaken by a chunk that is still on its way.
      await Promise.allSettled(writes);
    }
    return { bytes, digest: hash.digest('hex') };
  }

  private async *chunks(uploadId: string): AsyncGenerator<Buffer> {
    const upload = await inDatabase(() => this.collections.uploads.findOne({ _id: uploadId }));
    if (!upload?.complete) throw new DomainError('invalid', 'file_missing', 'the uploaded file is gone');
    const { $gt: first, $lt: until } = childrenOf(uploadId);
    let from = first;
    for (;;) {
      const page = await inDatabase(() => this.collections.chunks.find({ _id: { $gt: from, $lt: until } }).sort({ _id: 1 }).limit(readAhead).toArray());
      for (const { bytes } of page) yield toBuffer(bytes);
      const last = page.at(-1);
      if (!last || page.length < readAhead) return;
      from = last._id;
    }
  }
}

/** The same bytes in pieces of 255 KiB. */
async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    let rest = part;
    while (length + rest.length >= chunkBytes) {
      parts.push(rest.subarray(0, chunkBytes - length));
      rest = rest.subarray(chunkBytes - length);
      yield Buffer.concat(parts);
      [parts, length] = [[], 0];
    }
    if (rest.length > 0) parts.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(parts);
}
