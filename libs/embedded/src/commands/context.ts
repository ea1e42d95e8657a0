import type { ReplyDocument, ReplyValue } from '../bson/encode.ts';
import type { Cursors } from '../engine/cursors.ts';
import type { Deadline } from '../engine/paced.ts';
import type { Catalog } from '../store/catalog.ts';
import type { DatabaseFile } from '../store/database-file.ts';
import type { Request } from './request.ts';

export interface Counters {
  commands: number;
  /** Transactions that wrote, each with one fsync. */
  commits: number;
  /** Turns of the event loop in which commands ran. */
  turns: number;
}

/** What a command works with. */
export interface Context {
  readonly file: DatabaseFile;
  readonly catalog: Catalog;
  readonly cursors: Cursors;
  readonly counters: Counters;
  readonly deadline: Deadline;
}

/**
 * Answers at once, or as a generator that may be paused wherever it yields. What it wrote before a pause is committed
 * then.
 */
export type Command = (context: Context, request: Request) => ReplyDocument | Generator<undefined, ReplyDocument>;

export const reply = (fields: readonly (readonly [string, ReplyValue])[]): ReplyDocument =>
  new Map<string, ReplyValue>([...fields, ['ok', 1]]);
