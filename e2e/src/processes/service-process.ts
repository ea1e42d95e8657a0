import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { until } from '../until.ts';
import type { PlannedProcess } from './plan.ts';

const root = join(import.meta.dirname, '../../..');
const readyWithinMs = 180_000;
/** What is kept of its complaints for the message when it fails. */
const lastWordsMax = 2_000;

const mainOf = ({ service }: PlannedProcess): string => join(root, 'services', service, 'dist/main.js');
const hasExited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Once started until everything it said has been read. What comes late from one run says nothing about the next. */
interface Run {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  words: string;
  isReady: boolean;
  isOver: boolean;
}

/** One built service as a process of its own; it may end and be started again. */
export class ServiceProcess {
  readonly planned: PlannedProcess;
  /** Where it writes what it says. */
  readonly logFile: string;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly main: string;
  private readonly log: WriteStream;
  private run: Run | undefined;

  constructor(planned: PlannedProcess, environment: NodeJS.ProcessEnv, folder: string, main = mainOf(planned)) {
    this.planned = planned;
    this.environment = environment;
    this.main = main;
    this.logFile = join(folder, `${planned.name}.log`);
    this.log = createWriteStream(this.logFile, { flags: 'a', mode: 0o600 });
  }

  get name(): string {
    return this.planned.name;
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.run && hasExited(this.run.child) ? undefined : this.run?.child.pid;
  }

  /** The last it complained. */
  get lastWords(): string {
    return this.run?.words.trim() ?? '';
  }

  /** Starts it and does not wait; `ended` is called with its exit code, or the name of the signal that ended it. */
  start(ended: (end: string) => void): void {
    // A group of its own: Ctrl-C of a terminal reaches the launcher alone, which stops everything in order.
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', this.main], {
      cwd: root,
      env: this.environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const run: Run = { child, words: '', isReady: false, isOver: false };
    let heard = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.log.write(text);
      // Looked at whole: a busy machine hands over at once what was said over seconds.
      const said = heard + text;
      run.isReady ||= said.includes(`${this.planned.service} is ready at `);
      heard = said.slice(-lastWordsMax);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.log.write(text);
      run.words = (run.words + text).slice(-lastWordsMax);
    });
    // Not at its exit: what it said last may not have been read by then.
    child.once('close', (code, signal) => {
      run.isOver = true;
      ended(String(code ?? signal));
    });
    this.run = run;
  }

  /** Resolves when it has said so. Rejects when it ends before, with what it said. */
  async ready(): Promise<void> {
    const { run } = this;
    if (!run) throw new Error(`${this.name} was not started`);
    await until(`${this.name} is ready, see ${this.logFile}`, readyWithinMs, () =>
      run.isReady || run.isOver ? true : undefined,
    );
    if (!run.isReady) throw new Error(`${this.name} did not start: ${run.words.trim() || `see ${this.logFile}`}`);
  }

  /** Resolves when it has ended. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.run?.child;
    if (!child || hasExited(child)) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
}
