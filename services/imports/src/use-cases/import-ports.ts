import type {
  FileReading,
  Guidance,
  ImportTask,
  ReceiptOutcome,
  RowException,
  TaskClub,
} from '../domain/import-task.ts';
import type { Inspection } from '../domain/reading/inspection.ts';
import type { FileRow, ReadingEnd } from '../domain/reading/sale-row.ts';
import type { Receipt } from '../domain/receipt.ts';

/** Rows in slices, in the order of the file. They may be read again, as a first reading plans and a second submits. */
export interface Rows extends AsyncIterable<readonly FileRow[]> {
  /** Known once the slices are used up. */
  end(): ReadingEnd;
}

export interface ReadingTerms {
  readonly club: Omit<TaskClub, 'clubId'>;
  readonly today: Date;
}

export interface StoredFile {
  readonly uploadId: string;
  readonly name: string;
}

/**
 * What stands in an uploaded file. All of it raises (kind invalid) what is wrong with the file, `file_missing` among
 * that. It raises `reader_failed` (kind refused) when the file is too much for the reader.
 */
export interface Reading {
  inspect(
    file: StoredFile,
    guidance: Omit<Guidance, 'source'>,
    terms: ReadingTerms,
    signal: AbortSignal,
  ): Promise<Inspection>;
  rows(file: StoredFile, reading: FileReading, terms: ReadingTerms, signal: AbortSignal): Rows;
}

export interface UploadedFiles {
  discard(uploadId: string): Promise<void>;
}

/** What is kept of a source: the next file of it is read so. */
export interface Source {
  readonly clubId: string;
  /** Given by a person, or that of the columns. */
  readonly name: string;
  /** The same for all files with the same columns. */
  readonly columns: string;
  /** What people said, or of a named source all of it. */
  readonly mapping: Partial<FileReading['mapping']>;
  readonly answers: Readonly<Record<string, string>>;
  readonly changedAt: Date;
  /** Told by who saves it, so that nobody saves over what they have not seen. */
  readonly revision: number;
}

export interface Sources {
  find(clubId: string, name: string): Promise<Source | undefined>;
  findByColumns(clubId: string, columns: string): Promise<Source | undefined>;
  list(clubId: string, after: string, limit: number): Promise<readonly Source[]>;
  /** False when what is kept under the name is not `before` any more; then nothing is changed. */
  put(source: Source, before: Source | undefined): Promise<boolean>;
  /** False when it is not there, or not as it was. */
  remove(source: Source): Promise<boolean>;
}

/** Ids that the file's names stand for; a name without one is not for this task. */
export interface NamedIds {
  readonly branches: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, string>;
}

export interface KnownBranch {
  readonly id: string;
  readonly code: string;
}

/**
 * What an import changes: who and where is named, and what was sold. All calls may be repeated. Errors are
 * DomainErrors.
 */
export interface ImportTarget {
  /** At most so many of the club's branches. */
  listBranches(clubId: string, most: number): Promise<readonly KnownBranch[]>;
  ensureBranches(clubId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Those of the codes that the club has. */
  findBranches(clubId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  ensureMembers(clubId: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** How many of the external ids the club knows. */
  countKnownMembers(clubId: string, externalIds: readonly string[]): Promise<number>;
  /**
   * At most 500 receipts; an outcome for each, in the order asked. A repeat by the same task gets the first outcomes.
   */
  submit(task: ImportTask, receipts: readonly Receipt[], ids: NamedIds): Promise<readonly ReceiptOutcome[]>;
}

export interface TaskClubs {
  /** Raises `club_not_found`. */
  club(clubId: string): Promise<TaskClub>;
}

/** A task in the hands of one process. Its writes fail once another has taken the task over. */
export interface HeldTask {
  readonly task: ImportTask;
  readonly holder: string;
  readonly term: number;
  /** How often it was taken since it last came forward: one that ends its process is taken again and again. */
  readonly attempts: number;
}

export interface ExceptionRow extends RowException {
  /** The record as it stands in the file. */
  readonly fields: readonly string[];
}

export interface TaskListing {
  readonly openOnly: boolean;
  /** Undefined: from the newest on. */
  readonly after: Pick<ImportTask, 'createdAt' | 'id'> | undefined;
  readonly limit: number;
}

export interface Tasks {
  /** False when a task with this id is there already; it stays as it is. */
  insert(task: ImportTask): Promise<boolean>;
  find(clubId: string, id: string): Promise<ImportTask | undefined>;
  /** The newest first, behind the one that is named. */
  list(clubId: string, listing: TaskListing): Promise<readonly ImportTask[]>;
  countOpen(clubId: string): Promise<number>;
  isInUse(uploadId: string): Promise<boolean>;
  /**
   * Changes a task that nobody works on, or that is taken out of its holder's hands: false when it is no longer in this
   * state.
   */
  change(task: ImportTask, from: ImportTask['state']): Promise<boolean>;
  /** Ids of tasks that wait for a person since before this moment, at most 100. */
  waitingSince(moment: Date): Promise<readonly ImportTask[]>;
  /** Forgets tasks that were over before this moment, with their exceptions, at most 100; answers how many. */
  forgetOverBefore(moment: Date): Promise<number>;
  /**
   * Takes the oldest unfinished task that nobody holds, until `until`; of one club one after the other. What a process
   * held that has ended is free at once where that can be told.
   */
  take(holder: string, now: Date, until: Date): Promise<HeldTask | undefined>;
  /** Both answer false when the task is in other hands. */
  extend(held: HeldTask, until: Date): Promise<boolean>;
  save(held: HeldTask, task: ImportTask): Promise<boolean>;
  /** Gives an unfinished task back, to be taken by anyone. `isFailedAttempt`: its attempts go on being counted. */
  release(held: HeldTask, isFailedAttempt: boolean): Promise<void>;
  /** Keeps one batch's exceptions; repeating it changes nothing. `place` orders the batches. */
  keepExceptions(taskId: string, place: string, rows: readonly ExceptionRow[]): Promise<void>;
  exceptions(taskId: string): AsyncIterable<readonly ExceptionRow[]>;
}

/** Whether what the services wrote has been told and acted upon. */
export interface Reactions {
  /**
   * Resolves when every event that checkout and, in consequence, the ledger have written until now is handled by all
   * groups that are waited for; answers how many of these topics' dead letters are younger than `since`. Rejects when
   * the signal is aborted.
   */
  posted(since: Date, signal: AbortSignal): Promise<number>;
}
