import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { Metadata, ServiceError } from '@grpc/grpc-js';
import { toldError } from './service-error.ts';

/** What a handler is given of a call: as much of grpc-js's ServerUnaryCall as there is without a connection. */
export class LocalCall extends EventEmitter {
  cancelled = false;

  constructor(
    readonly path: string,
    readonly request: unknown,
    readonly metadata: Metadata,
    readonly deadline: Date,
  ) {
    super();
  }

  getPath(): string {
    return this.path;
  }

  getDeadline(): Date {
    return this.deadline;
  }

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.emit('cancelled', 'cancelled');
  }
}

/** So many answers wait at most until they are taken; then the handler waits. */
const waitingMax = 16;

/** The same of grpc-js's ServerWritableStream: what is written is read by `answers`. */
export class LocalStreamCall extends Writable {
  cancelled = false;
  /** Raises a ServiceError. */
  readonly #copy: (value: unknown) => unknown;
  readonly #waiting: unknown[] = [];
  #go: (() => void) | undefined;
  #written: (() => void) | undefined;
  #isOver = false;
  #failure: ServiceError | undefined;
  /** What the handler failed with, until all that it wrote before is in `#waiting`. */
  #failing: ServiceError | undefined;

  constructor(
    readonly path: string,
    readonly request: unknown,
    readonly metadata: Metadata,
    readonly deadline: Date,
    copy: (value: unknown) => unknown,
  ) {
    super({ objectMode: true, highWaterMark: waitingMax, emitClose: true });
    this.#copy = copy;
    // A handler fails by this event; what it wrote before is read first, also what Writable still keeps.
    this.on('error', (error: Partial<ServiceError>) => {
      this.#failing ??= toldError(error);
      this.end();
    });
  }

  getPath(): string {
    return this.path;
  }

  getDeadline(): Date {
    return this.deadline;
  }

  override _write(value: unknown, _encoding: string, done: () => void): void {
    try {
      if (!this.#isOver) this.#waiting.push(this.#copy(value));
    } catch (error) {
      // What was written before is still read, but more of it is of no use.
      this.#end(error as ServiceError);
      this.#tellCancelled();
    }
    if (this.#waiting.length < waitingMax || this.#isOver) done();
    else this.#written = done;
    this.#go?.();
  }

  override _final(done: () => void): void {
    this.#end(this.#failing);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#end(this.#failing ?? (error ? toldError(error) : undefined));
    done(error);
  }

  /** Nobody reads any more, or the time is over. */
  cancel(failure?: ServiceError): void {
    if (this.#isOver && this.#waiting.length === 0) return;
    this.#waiting.length = 0;
    this.#end(failure);
    if (failure) this.#failure = failure;
    this.#tellCancelled();
  }

  /** What is written, as it is taken. Raises what the handler failed with. */
  async *answers(): AsyncIterable<unknown> {
    for (;;) {
      if (this.#waiting.length > 0) {
        const value = this.#waiting.shift();
        this.#release();
        yield value;
      } else if (this.#isOver) {
        if (this.#failure) throw this.#failure;
        return;
      } else
        await new Promise<void>((resolve) => {
          this.#go = resolve;
        });
    }
  }

  #tellCancelled(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.emit('cancelled', 'cancelled');
  }

  #release(): void {
    const written = this.#written;
    this.#written = undefined;
    written?.();
  }

  #end(failure: ServiceError | undefined): void {
    if (!this.#isOver) this.#failure = failure;
    this.#isOver = true;
    this.#release();
    this.#go?.();
  }
}
