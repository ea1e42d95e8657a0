import { databaseOf, toUnavailable } from '@vafa/mongo';
import type { Binary, Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Upload } from '../../domain/upload.ts';
import type { Source } from '../../use-cases/import-ports.ts';
import type { TaskDocument } from './task-document.ts';

export type UploadDocument = Omit<Upload, 'id'> & { _id: string };

/** `_id` = upload/number, so that a range of ids is a file in its order. */
export interface ChunkDocument {
  _id: string;
  bytes: Binary | Buffer;
}

/** `_id` = task/place. */
export interface ExceptionsDocument {
  _id: string;
  rows: readonly string[];
}

/** `_id` = club/name. */
export type SourceDocument = Omit<Source, 'mapping' | 'answers' | 'revision'> & {
  _id: string;
  mapping: string;
  answers: string;
  /** Absent of before it was kept. */
  revision?: number | null;
};

export interface Collections {
  readonly uploads: Collection<UploadDocument>;
  readonly chunks: Collection<ChunkDocument>;
  readonly tasks: Collection<TaskDocument>;
  readonly exceptions: Collection<ExceptionsDocument>;
  readonly sources: Collection<SourceDocument>;
}

/** The service's collections, with their indexes in place. */
export const openCollections = async (connection: Connection): Promise<Collections> => {
  const db = databaseOf(connection);
  const collections: Collections = {
    uploads: db.collection('uploads'),
    chunks: db.collection('chunks'),
    tasks: db.collection('tasks'),
    exceptions: db.collection('exceptions'),
    sources: db.collection('sources'),
  };
  await collections.uploads.createIndexes([{ key: { startedAt: 1 } }, { key: { clubId: 1, caller: 1 } }]);
  await collections.tasks.createIndexes([
    { key: { runnable: 1, createdAt: 1, _id: 1 } },
    { key: { open: 1, runnable: 1, createdAt: 1 } },
    { key: { clubId: 1, open: 1 } },
    { key: { clubId: 1, createdAt: -1, _id: -1 } },
    { key: { uploadId: 1 } },
    { key: { open: 1, finishedAt: 1 } },
  ]);
  await collections.sources.createIndexes([{ key: { clubId: 1, columns: 1 } }]);
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
