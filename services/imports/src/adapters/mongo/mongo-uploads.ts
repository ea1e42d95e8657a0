import { DomainError } from '@vafa/kernel';
import { isDuplicateKey } from '@vafa/mongo';
import type { Upload, UploadUsage } from '../../domain/upload.ts';
import type { UploadedFiles } from '../../use-cases/import-ports.ts';
import type { Chunk, Uploads } from '../../use-cases/uploads.ts';
import { childrenOf, inDatabase, toBuffer, type Collections } from './collections.ts';

const readAhead = 8;
const sweptMax = 100;

const chunkId = (upload: string, index: number): string => `${upload}/${String(index).padStart(8, '0')}`;

/** Uploaded files as documents of at most 255 KiB, so that every edition can keep them. */
export class MongoUploads implements Uploads, UploadedFiles {
  constructor(private readonly collections: Pick<Collections, 'uploads' | 'chunks'>) {}

  async insert({ id: _id, ...upload }: Upload): Promise<void> {
    await inDatabase(() => this.collections.uploads.insertOne({ _id, ...upload }));
  }

  async find(clubId: string, id: string): Promise<Upload | undefined> {
    const found = await inDatabase(() => this.collections.uploads.findOne({ _id: id, clubId }));
    if (!found) return undefined;
    const { _id, ...upload } = found;
    return { id: _id, ...upload };
  }

  async usage(clubId: string, caller?: string): Promise<UploadUsage> {
    const stages = [
      { $match: { clubId, ...(caller !== undefined && { caller }) } },
      { $group: { _id: null, files: { $sum: 1 }, bytes: { $sum: '$bytes' } } },
    ];
    const [sum] = await inDatabase(() => this.collections.uploads.aggregate<UploadUsage>(stages).toArray());
    return { files: Number(sum?.files ?? 0), bytes: Number(sum?.bytes ?? 0) };
  }

  async putChunk(clubId: string, id: string, { index, bytes, end }: Chunk): Promise<boolean> {
    const counted = await inDatabase(() =>
      this.collections.uploads.updateOne({ _id: id, clubId, complete: false }, { $max: { bytes: end } }),
    );
    if (counted.matchedCount === 0) return false;
    try {
      await inDatabase(() => this.collections.chunks.insertOne({ _id: chunkId(id, index), bytes: Buffer.from(bytes) }));
    } catch (error) {
      // The same piece once more.
      if (!isDuplicateKey(error)) throw error;
    }
    // If the upload was discarded meanwhile, nobody else removes the piece.
    if ((await inDatabase(() => this.collections.uploads.countDocuments({ _id: id }))) > 0) return true;
    await inDatabase(() => this.collections.chunks.deleteOne({ _id: chunkId(id, index) }));
    return false;
  }

  countChunks(id: string): Promise<number> {
    return inDatabase(() => this.collections.chunks.countDocuments({ _id: childrenOf(id) }));
  }

  async complete(id: string, bytes: number): Promise<void> {
    await inDatabase(() => this.collections.uploads.updateOne({ _id: id }, { $set: { complete: true, bytes } }));
  }

  async discard(id: string): Promise<void> {
    await inDatabase(async () => {
      // In this order no more pieces begin to come in, and a crash leaves pieces that the next sweep finds by their
      // upload.
      await this.collections.uploads.updateOne({ _id: id }, { $set: { complete: true } });
      await this.collections.chunks.deleteMany({ _id: childrenOf(id) });
      await this.collections.uploads.deleteOne({ _id: id });
      // Pieces that came in between; what comes later still, putChunk removes.
      await this.collections.chunks.deleteMany({ _id: childrenOf(id) });
    });
  }

  async begunBefore(moment: Date): Promise<readonly string[]> {
    const old = await inDatabase(() =>
      this.collections.uploads
        .find({ startedAt: { $lt: moment } })
        .sort({ startedAt: 1 })
        .limit(sweptMax)
        .toArray(),
    );
    return old.map(({ _id }) => _id);
  }

  /** Its bytes from the beginning. Raises `file_missing`. */
  async *open(uploadId: string): AsyncGenerator<Buffer> {
    const upload = await inDatabase(() => this.collections.uploads.findOne({ _id: uploadId }));
    if (!upload?.complete) throw new DomainError('invalid', 'file_missing', 'the uploaded file is gone');
    const { $gt: first, $lt: until } = childrenOf(uploadId);
    let from = first;
    for (;;) {
      const page = await inDatabase(() =>
        this.collections.chunks
          .find({ _id: { $gt: from, $lt: until } })
          .sort({ _id: 1 })
          .limit(readAhead)
          .toArray(),
      );
      for (const { bytes } of page) yield toBuffer(bytes);
      const last = page.at(-1);
      if (!last || page.length < readAhead) return;
      from = last._id;
    }
  }
}
