import type { Upload, UploadUsage } from '../domain/upload.ts';

export interface Chunk {
  readonly index: number;
  readonly bytes: Uint8Array;
  /** Where the file ends at the earliest. */
  readonly end: number;
}

/** Files that were sent, kept in pieces until their task is over. */
export interface Uploads {
  insert(upload: Upload): Promise<void>;
  find(clubId: string, id: string): Promise<Upload | undefined>;
  /** Of a club, or of one API key of it. */
  usage(clubId: string, caller?: string): Promise<UploadUsage>;
  /** Keeps one piece; a repeat changes nothing. False when the club has no such upload that is not complete. */
  putChunk(clubId: string, id: string, chunk: Chunk): Promise<boolean>;
  countChunks(id: string): Promise<number>;
  complete(id: string, bytes: number): Promise<void>;
  discard(id: string): Promise<void>;
  /** Uploads begun before, oldest first, at most 100. */
  begunBefore(moment: Date): Promise<readonly string[]>;
}
