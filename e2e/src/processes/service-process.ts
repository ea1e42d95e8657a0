import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { until } from '../until.ts';
import type { PlannedProcess } from './plan.ts';

const root = join(import.meta.dirname, '../../..');
const readyWithinMs = 180_000;
/** What is kept of its complaints for the message when it fails. */
const lastWordsMax = 2_000;

/** One built service as a process of its own; it may end and be started again. */
export class ServiceProcess {
  readonly planned: PlannedProcess;
  /** Where it writes what it says. */
  readonly logFile: string;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly log: WriteStream;
  private child: ChildProcess | undefined;
  private words = '';
  private isReady = false;

  constructor(planned: PlannedProcess, environment: NodeJS.ProcessEnv, folder: string) {
    this.planned = planned;
    this.environment = environment;
    this.logFile = join(folder, `${planned.name}.log`);
    this.log = createWriteStream(this.logFile, { flags: 'a', mode: 0o600 });
  }

  get name(): string {
    return this.planned.name;
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** The last it complained. */
  get lastWords(): string {
    return this.words.trim();
  }

  /** Starts it and does not wait; `ended` is called with its exit code, or the name of the signal that ended it. */
  start(ended: (end: string) => void): void {
    const main = join(root, 'services', this.planned.service, 'dist/main.js');
    this.words = '';
    this.isReady = false;
    // A group of its own: Ctrl-C of a terminal reaches the launcher alone, which stops everything in order.
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      cwd: root,
      env: this.environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let heard = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.log.write(text);
      // Looked at whole: a busy machine hands over at once what was said over seconds.
      const said = heard + text;
      this.isReady ||= said.includes(`${this.planned.service} is ready at `);
      heard = said.slice(-lastWordsMax);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.log.write(text);
      this.words = (this.words + text).slice(-lastWordsMax);
    });
    child.once('exit', (code, signal) => {
      this.child = undefined;
      ended(String(code ?? signal));
    });
    this.child = child;
  }

  /** Resolves when it has said so. Rejects when it ends before, with what it said. */
  async ready(): Promise<void> {
    await until(`${this.name} is ready, see ${this.logFile}`, readyWithinMs, () =>
      this.isReady || !this.child ? true : undefined,
    );
    if (!this.isReady) throw new Error(`${this.name} did not start: ${this.lastWords || `see ${this.logFile}`}`);
  }

  /** Resolves when it has ended. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (!child) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
}
