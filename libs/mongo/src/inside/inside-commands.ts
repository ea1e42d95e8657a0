import { channel as diagnostics } from 'node:diagnostics_channel';
import {
  BSON,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoNotConnectedError,
  MongoServerError,
  type Document,
} from 'mongodb';
import { commandSpan, failSpan } from '../command-spans.ts';
import type { DatabaseWay } from './database-way.ts';
import { wireMessage, type Sequence } from './wire-message.ts';

/** Who counts commands hears of each here, as `vafa_checkout.sessions find`. */
const commands = diagnostics('vafa:local-command');

/** As `openDatabase` has the driver read. */
const reading = { useBigInt64: true, promoteBuffers: true };

export interface Told {
  readonly name: string;
  readonly collection: string;
  /** How many documents it writes. */
  readonly size: number;
}

interface Waiting {
  readonly since: number;
  fail(error: Error): void;
}

/** The commands of one service's database, without driver and socket; errors are those of the driver. */
export class InsideCommands {
  private readonly waiting = new Set<Waiting>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly way: DatabaseWay,
    readonly database: string,
    private readonly isTraced: boolean,
    private readonly answerMsMax: number,
  ) {}

  /** Raises MongoServerError for what is refused as a whole. */
  async run(told: Told, body: Uint8Array, sequence?: Sequence): Promise<Document> {
    if (this.closed) throw new MongoNotConnectedError('the connection is closed');
    if (commands.hasSubscribers) commands.publish(`${this.database}.${told.collection} ${told.name}`);
    const span = this.isTraced ? commandSpan(this.database, told.collection, told.name, told.size) : undefined;
    try {
      const answer = BSON.deserialize(await this.ask(wireMessage(body, sequence)), reading);
      if (answer.ok === 0) throw new MongoServerError(answer);
      return answer;
    } catch (error) {
      failSpan(span, error as Error);
      throw error;
    } finally {
      span?.end();
    }
  }

  /** What waits fails as with a connection that was lost. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const { fail } of this.waiting) fail(new MongoNetworkError('the connection is closed'));
    this.waiting.clear();
  }

  private ask(message: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { since: performance.now(), fail: reject };
      this.waiting.add(waiting);
      this.watch(this.answerMsMax);
      this.way.ask(message).then(
        (answer) => {
          this.waiting.delete(waiting);
          resolve(answer);
        },
        (error: unknown) => {
          this.waiting.delete(waiting);
          reject(new MongoNetworkError(error instanceof Error ? error.message : String(error)));
        },
      );
    });
  }

  /** One timer for all: it looks who waits too long. */
  private watch(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      for (const waiting of this.waiting) {
        const left = waiting.since + this.answerMsMax - performance.now();
        if (left > 0) return this.watch(left);
        this.waiting.delete(waiting);
        waiting.fail(new MongoNetworkTimeoutError('the database did not answer in time'));
      }
    }, ms).unref();
  }
}
