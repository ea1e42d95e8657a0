import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@vafa/testing';
import { costsOf, counting, type Costs } from './costs/costs.ts';
import { Rest } from './rest.ts';
import { until } from './until.ts';

const root = join(import.meta.dirname, '../..');
const readyMs = 180_000;

export interface ClubOptions {
  readonly dataFolder: string;
  readonly port: number;
  readonly empty?: boolean;
  /** Beside what this process has; without it the club runs on the embedded database whatever this process is given. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The Node that runs it; without it the one that runs this. */
  readonly node?: string;
  /** It counts what it asks for, see `costs`. */
  readonly counted?: boolean;
}

export const newDataFolder = (): string => mkdtempSync(join(tmpdir(), 'vafa-e2e-'));

/** The built all-in-one as a process of its own, as `npm start` runs it. */
export class RunningClub {
  readonly options: ClubOptions;
  private readonly child: ChildProcess;
  private text = '';
  private ended: number | undefined;

  private constructor(options: ClubOptions, child: ChildProcess) {
    this.options = options;
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (part: string) => (this.text += part));
    child.once('exit', (code, signal) => (this.ended = code ?? (signal === 'SIGKILL' ? 137 : 143)));
  }

  /** Starts the process and does not wait for it. */
  static spawn(options: ClubOptions): RunningClub {
    const args = [
      '--disable-warning=ExperimentalWarning',
      ...(options.counted ? counting : []),
      join(root, 'deploy/all-in-one/dist/main.js'),
      '--data',
      options.dataFolder,
      '--port',
      String(options.port),
      ...(options.empty ? ['--empty'] : []),
    ];
    const {
      LOG_LEVEL: _level,
      MONGODB_URI: _uri,
      EVENTS: _events,
      VAFA_NAMESPACE: _namespace,
      ...environment
    } = process.env;
    return new RunningClub(
      options,
      spawn(options.node ?? process.execPath, args, {
        cwd: root,
        env: { ...environment, ...options.environment },
        stdio: ['ignore', 'pipe', 'pipe', ...(options.counted ? ['ipc' as const] : [])],
      }),
    );
  }

  static async start(options: Partial<ClubOptions> = {}): Promise<RunningClub> {
    const club = RunningClub.spawn({
      dataFolder: options.dataFolder ?? newDataFolder(),
      port: options.port ?? (await freePort()),
      empty: options.empty,
      environment: options.environment,
      node: options.node,
      counted: options.counted,
    });
    await club.ready();
    return club;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  /** Everything printed so far. */
  get output(): string {
    return this.text;
  }

  get exitCode(): number | undefined {
    return this.ended;
  }

  adminKey(): string {
    return readFileSync(join(this.options.dataFolder, 'admin-key'), 'utf8').trim();
  }

  /** What it asked databases and its own services for since it began. */
  costs(): Promise<Costs> {
    return costsOf(this.child);
  }

  rest(): Rest {
    return new Rest(this.url, this.adminKey());
  }

  async ready(): Promise<void> {
    await until(`${this.url} is ready`, readyMs, async () => {
      if (this.ended !== undefined) return true;
      return (await fetch(`${this.url}/health/ready`)).status === 200 ? true : undefined;
    });
    if (this.ended !== undefined) throw new Error(`the club ended with ${this.ended}:\n${this.text}`);
  }

  /** Waits until the text was printed. */
  printed(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
    return until(`${String(pattern)} in\n${this.text}`, timeoutMs, () => pattern.exec(this.text) ?? undefined);
  }

  /** Waits until the club is made and all it does at the start is done. */
  async made(timeoutMs: number): Promise<void> {
    await this.printed(/docs {2}http/, timeoutMs);
  }

  /** Asks it to stop; answers its exit code. */
  async stop(): Promise<number> {
    return this.end('SIGTERM');
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops and removes the data. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.options.dataFolder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<number> {
    if (this.ended === undefined) {
      const exit = once(this.child, 'exit');
      this.child.kill(signal);
      await exit;
    }
    return this.ended ?? 0;
  }
}
