import { CommandError } from '../command-error.ts';
import type { ReplyDocument, ReplyValue } from '../bson/encode.ts';
import { asInteger, int32 } from '../bson/value.ts';
import { commandTable, seesNoData } from '../commands/command-table.ts';
import type { Context, Counters } from '../commands/context.ts';
import { countField } from '../commands/request.ts';
import type { Request } from '../commands/request.ts';
import { Catalog } from '../store/catalog.ts';
import { DatabaseFile } from '../store/database-file.ts';
import { Cursors } from './cursors.ts';
import { Deadline } from './paced.ts';

export type Answer = (reply: ReplyDocument) => void;

interface Task {
  readonly request: Request;
  readonly answer: Answer;
  deadline: Deadline | undefined;
  /** A read, or a write over many documents, that was paused. */
  steps: Generator<undefined, ReplyDocument> | undefined;
  paused: boolean;
}

const turnMsMax = 50;
const sliceMs = 5;

export function errorReply(
  codeName: string,
  code: number,
  message: string,
  fields: Iterable<[string, ReplyValue]> = [],
): ReplyDocument {
  return new Map<string, ReplyValue>([
    ['ok', 0],
    ['errmsg', message],
    ['code', int32(code)],
    ['codeName', codeName],
    ...fields,
  ]);
}

/** What a command wrote before its last pause was committed with an earlier turn and stays. */
const kept = (task: Task): string =>
  `${task.paused ? 'of this command only what it wrote before its last pause' : 'nothing of this command'} was written`;
const internalError = (task: Task): ReplyDocument =>
  errorReply('InternalError', 1, `the embedded database failed; ${kept(task)}`);
const diskFull = (task: Task): ReplyDocument => errorReply('OutOfDiskSpace', 14031, `the disk is full; ${kept(task)}`);
const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
const isFull = (error: unknown): boolean => error instanceof Error && /database or disk is full/.test(error.message);

/**
 * Runs commands turn by turn. All that arrived since the last turn share one transaction, and nobody is answered before
 * it is on disk: readers neither, because they may have seen what was not yet written.
 */
export class Engine {
  readonly #file: DatabaseFile;
  readonly #catalog: Catalog;
  readonly #cursors = new Cursors();
  readonly #counters: Counters = { commands: 0, commits: 0, turns: 0 };
  readonly #log: (message: string) => void;
  #queue: Task[] = [];
  #scheduled = false;
  /** No turn may begin. */
  #waiting = false;
  #idle: (() => void)[] = [];

  constructor(folder: string, log: (message: string) => void) {
    this.#file = new DatabaseFile(folder);
    this.#catalog = new Catalog(this.#file);
    this.#log = log;
  }

  submit(request: Request, answer: Answer): void {
    this.#queue.push({ request, answer, deadline: undefined, steps: undefined, paused: false });
    this.#schedule();
  }

  expireCursors(nowMs: number): void {
    this.#cursors.expire(nowMs);
  }

  /** Resolves once nothing is queued any more. */
  idle(): Promise<void> {
    if (!this.#scheduled && this.#queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** A copy of everything, of one moment, in a new file. One after the other. Turns wait until it has begun. */
  backup(path: string): Promise<void> {
    this.#waiting = true;
    return this.#file.backup(path, () => {
      this.#waiting = false;
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  close(): void {
    this.#cursors.killAll();
    this.#file.close();
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting) return;
    this.#scheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    if (this.#waiting) {
      this.#scheduled = false;
      return;
    }
    this.#counters.turns++;
    const tasks = this.#queue;
    this.#queue = [];
    const touched: Task[] = [];
    const replies: [Task, ReplyDocument][] = [];
    const end = performance.now() + turnMsMax;
    try {
      while (tasks.length > 0 && (touched.length === 0 || performance.now() < end)) {
        const task = tasks.shift() as Task;
        touched.push(task);
        const reply = this.#step(task);
        if (reply === undefined) {
          task.paused = true;
          this.#queue.push(task);
        } else replies.push([task, reply]);
      }
      if (this.#file.writing) {
        this.#file.commit();
        this.#counters.commits++;
      }
    } catch (error) {
      this.#fail(error, touched, replies);
    }
    for (const [task, reply] of replies) task.answer(reply);
    this.#queue.unshift(...tasks);
    this.#scheduled = false;
    if (this.#queue.length > 0) this.#schedule();
    else for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** The whole transaction is lost, and with it what every command of this turn did or saw of the data. */
  #fail(error: unknown, touched: readonly Task[], replies: [Task, ReplyDocument][]): void {
    this.#log(`a turn of ${touched.length} commands was rolled back: ${stackOf(error)}`);
    this.#file.rollback();
    this.#cursors.killAll();
    this.#catalog.reload();
    const reply = isFull(error) ? diskFull : internalError;
    const made = new Map(replies);
    replies.length = 0;
    for (const task of touched) replies.push([task, (seesNoData(task.request.name) && made.get(task)) || reply(task)]);
    this.#queue = this.#queue.filter((task) => !touched.includes(task));
  }

  /** Runs a command, or a slice of one. @returns undefined when it is to go on in the next turn */
  #step(task: Task): ReplyDocument | undefined {
    try {
      if (task.steps === undefined) {
        this.#counters.commands++;
        const started = this.#start(task);
        if (started instanceof Map) return started;
        task.steps = started;
      }
      return this.#slice(task, task.steps);
    } catch (error) {
      if (error instanceof CommandError) return errorReply(error.codeName, error.code, error.message, error.fields);
      // A write that broke off may have left half of itself in the shared transaction; a read left nothing.
      if (this.#file.writing) throw error;
      this.#log(`${task.request.name} failed: ${stackOf(error)}`);
      return internalError(task);
    }
  }

  #slice(task: Task, steps: Generator<undefined, ReplyDocument>): ReplyDocument | undefined {
    const end = performance.now() + sliceMs;
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      task.deadline?.check();
      if (performance.now() > end) return undefined;
    }
  }

  #start(task: Task): ReplyDocument | Generator<undefined, ReplyDocument> {
    const { request } = task;
    const command = commandTable.get(request.name);
    if (command === undefined)
      throw new CommandError('CommandNotFound', `no such command: '${request.name.slice(0, 100)}'`);
    const limitMs = asInteger(request.body.get('maxTimeMS')) === 0 ? undefined : countField(request.body, 'maxTimeMS');
    const deadline = new Deadline(limitMs);
    if (limitMs !== undefined) task.deadline = deadline;
    const context: Context = {
      file: this.#file,
      catalog: this.#catalog,
      cursors: this.#cursors,
      counters: this.#counters,
      deadline,
    };
    return command(context, request);
  }
}
