import { DomainError, newId, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import { chunkBytes, endOfChunk, isQuotaChunk, requireRoom, type Upload } from '../domain/upload.ts';
import type { TaskClubs, Tasks } from './import-ports.ts';
import type { Uploads } from './uploads.ts';

/** Takes a file in, piece by piece, within the quota of its club and of the API key that sends it. */
export class ReceiveUpload {
  constructor(
    private readonly uploads: Uploads,
    private readonly tasks: Pick<Tasks, 'isInUse'>,
    private readonly clubs: TaskClubs,
    private readonly clock: Clock,
  ) {}

  /** Raises `club_not_found`, `upload_quota_exceeded`. */
  async open(clubId: string, caller: string, name: string): Promise<string> {
    await this.clubs.club(clubId);
    const upload: Upload = {
      id: newId(idPrefixes.task),
      clubId,
      caller,
      name: name.slice(0, 200),
      bytes: 0,
      complete: false,
      startedAt: this.clock.now(),
    };
    // First it counts, then the count is looked at: of many at once none passes unseen.
    await this.uploads.insert(upload);
    await this.requireRoom(upload);
    return upload.id;
  }

  /** Raises `upload_not_found`, `upload_complete`, `invalid_upload`, `body_too_large`, `upload_quota_exceeded`. */
  async put(clubId: string, id: string, index: number, bytes: Uint8Array): Promise<void> {
    const end = endOfChunk(index, bytes.length);
    if (!(await this.uploads.putChunk(clubId, id, { index, bytes, end }))) {
      await this.find(clubId, id);
      throw new DomainError('conflict', 'upload_complete', 'the file is complete');
    }
    if (isQuotaChunk(index)) await this.requireRoom(await this.find(clubId, id));
  }

  /** Raises `upload_not_found`, `invalid_upload`. */
  async complete(clubId: string, id: string, chunks: number, bytes: number): Promise<void> {
    const upload = await this.find(clubId, id);
    if (upload.complete && upload.bytes === bytes) return;
    const isWhole = Math.ceil(bytes / chunkBytes) === chunks && (await this.uploads.countChunks(id)) === chunks;
    if (!isWhole) throw new DomainError('invalid', 'invalid_upload', 'pieces of the file are missing');
    await this.uploads.complete(id, bytes);
  }

  /** One that is not there is no error; one that a task works on stays. */
  async discard(clubId: string, id: string): Promise<void> {
    const isWanted = !(await this.uploads.find(clubId, id)) || (await this.tasks.isInUse(id));
    if (!isWanted) await this.uploads.discard(id);
  }

  /** Of a file that is there and whole. Raises `upload_not_found`. */
  async require(clubId: string, id: string): Promise<Upload> {
    const upload = await this.find(clubId, id);
    if (!upload.complete) throw new DomainError('not_found', 'upload_not_found', 'the upload is not complete');
    return upload;
  }

  private async find(clubId: string, id: string): Promise<Upload> {
    const upload = await this.uploads.find(clubId, id);
    if (!upload) throw new DomainError('not_found', 'upload_not_found', 'the club has no such upload');
    return upload;
  }

  private async requireRoom({ id, clubId, caller }: Upload): Promise<void> {
    const [club, own] = await Promise.all([this.uploads.usage(clubId), this.uploads.usage(clubId, caller)]);
    try {
      requireRoom(club, own);
    } catch (error) {
      await this.uploads.discard(id);
      throw error;
    }
  }
}
