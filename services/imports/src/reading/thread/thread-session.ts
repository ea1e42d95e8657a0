import { DomainError } from '@vafa/kernel';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SourceFile } from '../reading.ts';
import type { FromThread, Task, ToThread } from './protocol.ts';

/** A file that needs more than this is refused; the process around the thread keeps its memory. */
const heapMbMax = 512;
/** Rows live for one slice; with room for a few of them none is copied twice. */
const youngMb = 16;

const extension = extname(import.meta.url);
/** The thread beside this file, in source or built form. */
const threadFile = fileURLToPath(new URL(`./reading-thread${extension}`, import.meta.url));
const execArgv =
  extension === '.ts'
    ? ['--conditions=vafa-src', '--experimental-transform-types', '--disable-warning=ExperimentalWarning']
    : [];

type Answer = Exclude<FromThread, { kind: 'pull' | 'close' }>;

/** One thread with one file: serves its bytes, and gives what it answers in order. */
export class ThreadSession {
  private readonly worker: Worker;
  private readonly streams = new Map<number, AsyncIterator<Buffer>>();
  private readonly answers: Answer[] = [];
  private failure: { readonly error: unknown } | undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly file: SourceFile,
    task: Task,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.worker = new Worker(threadFile, {
      workerData: task,
      execArgv,
      resourceLimits: { maxOldGenerationSizeMb: heapMbMax, maxYoungGenerationSizeMb: youngMb },
    });
    this.worker.on('message', (message: FromThread) => this.take(message));
    this.worker.on('error', (error: NodeJS.ErrnoException) =>
      this.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooComplex() : error),
    );
    this.worker.on('exit', () => this.fail(new Error('the reading thread ended before its answer')));
    signal?.addEventListener('abort', this.onAbort);
    if (signal?.aborted) this.onAbort();
  }

  /** The next answer. Raises what the thread refused, what the source raised, or the signal's reason. */
  async next(): Promise<Exclude<Answer, { kind: 'refused' }>> {
    for (;;) {
      const answer = this.answers.shift();
      if (answer?.kind === 'refused')
        throw new DomainError(answer.error.kind, answer.error.code, answer.error.message, answer.error.details);
      if (answer) return answer;
      if (this.failure) throw this.failure.error;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** A slice has been used; the thread may go on. */
  taken(): void {
    this.tell({ kind: 'taken' });
  }

  /** Ends the thread, whatever it does, and closes what is open of the source. */
  async end(): Promise<void> {
    this.signal?.removeEventListener('abort', this.onAbort);
    this.worker.removeAllListeners('exit');
    await this.worker.terminate();
    const open = [...this.streams.values()];
    this.streams.clear();
    await Promise.allSettled(open.map(async (chunks) => chunks.return?.()));
  }

  private readonly onAbort = (): void => this.fail(this.signal?.reason);

  private take(message: FromThread): void {
    if (message.kind === 'pull') void this.serve(message.stream);
    else if (message.kind === 'close') void this.close(message.stream);
    else {
      this.answers.push(message);
      this.wake();
    }
  }

  private async serve(stream: number): Promise<void> {
    try {
      const chunks = this.streams.get(stream) ?? this.file.open()[Symbol.asyncIterator]();
      this.streams.set(stream, chunks);
      const { value, done } = await chunks.next();
      if (done) return this.tell({ kind: 'chunk', stream, bytes: undefined });
      // A copy of its own can be handed over without another one, whatever memory the chunk is a part of.
      const bytes = new Uint8Array(value);
      this.worker.postMessage({ kind: 'chunk', stream, bytes } satisfies ToThread, [bytes.buffer]);
    } catch (error) {
      this.fail(error);
    }
  }

  private async close(stream: number): Promise<void> {
    const chunks = this.streams.get(stream);
    this.streams.delete(stream);
    try {
      await chunks?.return?.();
    } catch (error) {
      this.fail(error);
    }
  }

  private tell(message: ToThread): void {
    this.worker.postMessage(message);
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.wake();
  }
}

const tooComplex = (): DomainError =>
  new DomainError('invalid', 'file_too_complex', 'reading the file needs too much memory; import it in parts');
