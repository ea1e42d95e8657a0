import { DomainError } from '@vafa/kernel';

/** Every piece of a file but its last has so many bytes; small enough for a document of any database. */
export const chunkBytes = 255 * 1024;
const fileBytesMax = 1024 ** 3;

/** A file on its way in, or waiting for its task. */
export interface Upload {
  readonly id: string;
  readonly clubId: string;
  /** Id of the API key that sent it. */
  readonly caller: string;
  /** For people; empty when the sender gave none. */
  readonly name: string;
  /** As far as it has come. */
  readonly bytes: number;
  readonly complete: boolean;
  readonly startedAt: Date;
}

/** What is stored, finished or not. */
export interface UploadUsage {
  readonly files: number;
  readonly bytes: number;
}

const quotas = {
  club: { files: 100, bytes: 4 * fileBytesMax },
  caller: { files: 50, bytes: 2 * fileBytesMax },
} as const;

/** Raises `upload_quota_exceeded` when a club, or one API key of it, has more waiting than it may. */
export const requireRoom = (club: UploadUsage, caller: UploadUsage): void => {
  const isOver = (usage: UploadUsage, quota: UploadUsage): boolean =>
    usage.files > quota.files || usage.bytes > quota.bytes;
  if (isOver(club, quotas.club) || isOver(caller, quotas.caller)) {
    throw new DomainError(
      'refused',
      'upload_quota_exceeded',
      'too many or too large files wait to be imported; send this one when they are done',
      { retry_after_seconds: '60' },
    );
  }
};

/**
 * Where the file ends at the earliest when it has a piece with this index. Raises `invalid_upload` and
 * `body_too_large`.
 */
export const endOfChunk = (index: number, bytes: number): number => {
  if (!Number.isInteger(index) || index < 0 || bytes < 1 || bytes > chunkBytes) {
    throw new DomainError('invalid', 'invalid_upload', `a piece of a file has 1 to ${String(chunkBytes)} bytes`);
  }
  const end = index * chunkBytes + bytes;
  if (end > fileBytesMax) throw new DomainError('invalid', 'body_too_large', 'a file is at most 1 GiB');
  return end;
};

/** How often the quota is looked at while a file comes in: at every so manieth piece. */
export const isQuotaChunk = (index: number): boolean => index % 64 === 63;
