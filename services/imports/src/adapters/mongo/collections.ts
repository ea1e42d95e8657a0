import { toUnavailable } from '@vafa/mongo';
import type { Binary, Collection, Db } from 'mongodb';
import type { ImportTask } from '../../domain/import-task.ts';
import type { Upload } from '../../domain/upload.ts';
import type { ExceptionRow } from '../../use-cases/import-ports.ts';

export type UploadDocument = Omit<Upload, 'id'> & { _id: string };

/** `_id` = upload/number, so that a range of ids is a file in its order. */
export interface ChunkDocument {
  _id: string;
  bytes: Binary | Buffer;
}

export type TaskDocument = Omit<ImportTask, 'id'> & { _id: string; open: boolean; holder: string; term: number; attempts: number; heldUntil: Date };

/** `_id` = task/place. */
export interface ExceptionsDocument {
  _id: string;
  columns: readonly string[];
  rows: readonly ExceptionRow[];
}

export interface Collections {
  readonly uploads: Collection<UploadDocument>;
  readonly chunks: Collection<ChunkDocument>;
  readonly tasks: Collection<TaskDocument>;
  readonly exceptions: Collection<ExceptionsDocument>;
}

/** The service's collections, with their indexes in place. */
export const openCollections = async (db: Db): Promise<Collections> => {
  const collections: Collections = {
    uploads: db.collection('uploads'),
    chunks: db.collection('chunks'),
    tasks: db.collection('tasks'),
    exceptions: db.collection('exceptions'),
  };
  await collections.uploads.createIndexes([{ key: { startedAt: 1 } }, { key: { clubId: 1, caller: 1 } }]);
  await collections.tasks.createIndexes([{ key: { open: 1, createdAt: 1, _id: 1 } }, { key: { clubId: 1, open: 1 } }, { key: { uploadId: 1 } }]);
  return collections;
};

/** Runs database work; a database that is away becomes DomainError `database_unavailable`. */
export const inDatabase = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw toUnavailable(error);
  }
};

/** Ids that start with `parent/`. */
export const childrenOf = (parent: string): { $gt: string; $lt: string } => ({ $gt: `${parent}/`, $lt: `${parent}0` });

export const toBuffer = (bytes: Binary | Buffer): Buffer => {
  const view = ArrayBuffer.isView(bytes) ? bytes : bytes.buffer;
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
};
