import type { Invoice } from '../domain/invoice-groups.ts';
import type { ImportTask, InvoiceOutcome } from '../domain/import-task.ts';
import type { BreakOff, FileRecord } from '../domain/file-record.ts';

/** Records of a stored file, the header first, in slices. `breakOff` is known once the slices are used up. */
export interface FileRecords {
  readonly slices: AsyncIterable<readonly FileRecord[]>;
  breakOff(): BreakOff | undefined;
}

export interface UploadedFiles {
  /** Reads from the beginning. The slices raise `not_text`, `file_too_large` or `file_missing` (kind invalid). */
  open(uploadId: string): FileRecords;
  discard(uploadId: string): Promise<void>;
}

/** Ids that the file's names stand for. */
export interface NamedIds {
  readonly branches: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, string>;
}

/** The club's books: who and where is named, and what was sold. All calls may be repeated; errors are DomainErrors. */
export interface ClubBooks {
  ensureBranches(task: ImportTask, codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  ensureMembers(task: ImportTask, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** At most 500 invoices; an outcome for each, in the order asked. A repeat by the same task gets the first outcomes. */
  submit(task: ImportTask, invoices: readonly Invoice[], ids: NamedIds): Promise<readonly InvoiceOutcome[]>;
}

export interface ClubTerms {
  readonly currency: string;
  /** Of the currency's minor unit. */
  readonly currencyDigits: number;
  /** IANA. */
  readonly timeZone: string;
}

export interface Clubs {
  /** Raises `club_not_found`. */
  club(clubId: string): Promise<ClubTerms>;
}

/** A task in the hands of one process. Its writes fail once another has taken the task over. */
export interface HeldTask {
  readonly task: ImportTask;
  readonly holder: string;
  readonly term: number;
  /** How often it was taken since it last came forward: one that ends its process is taken again and again. */
  readonly attempts: number;
}

export interface ExceptionRow {
  readonly row: number;
  readonly code: string;
  readonly quantity?: number;
  /** The record as it stands in the file. */
  readonly fields: readonly string[];
}

export interface Tasks {
  /** False when a task with this id is there already; it stays as it is. */
  insert(task: ImportTask): Promise<boolean>;
  find(clubId: string, id: string): Promise<ImportTask | undefined>;
  countOpen(clubId: string): Promise<number>;
  isInUse(uploadId: string): Promise<boolean>;
  /** Ends an unfinished task, whoever holds it; false when there is none. Its holder's writes fail from then on. */
  close(task: ImportTask): Promise<boolean>;
  /**
   * Takes the oldest unfinished task that nobody holds, until `until`; of one club one after the other. What a process held
   * that has ended is free at once where that can be told.
   */
  take(holder: string, now: Date, until: Date): Promise<HeldTask | undefined>;
  /** Both answer false when the task is in other hands. */
  extend(held: HeldTask, until: Date): Promise<boolean>;
  save(held: HeldTask, task: ImportTask): Promise<boolean>;
  /** Gives an unfinished task back, to be taken by anyone. `isFailedAttempt`: its attempts go on being counted. */
  release(held: HeldTask, isFailedAttempt: boolean): Promise<void>;
  /** Keeps one batch's exceptions; repeating it changes nothing. `place` orders the batches. */
  keepExceptions(taskId: string, place: string, columns: readonly string[], rows: readonly ExceptionRow[]): Promise<void>;
  exceptions(taskId: string): AsyncIterable<{ readonly columns: readonly string[]; readonly rows: readonly ExceptionRow[] }>;
}

/** Whether what the services wrote has been told and acted upon. */
export interface Reactions {
  /**
   * Resolves when every event that checkout and, in consequence, the ledger have written until now is handled by all
   * groups; answers how many of these topics' dead letters are younger than `since`. Rejects when the signal is aborted.
   */
  posted(since: Date, signal: AbortSignal): Promise<number>;
}
