import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { eventually } from '@vafa/testing';

/** What needs no engine runs in the embedded run of a spec and not again in the other. */
export const describeOnce = process.env.MONGODB_URI ? describe.skip : describe;

const root = join(import.meta.dirname, '../../..');
const withinMs = 300_000;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

type Environment = Readonly<Record<string, string>>;

/** A program of Node as a process of its own, with this environment and no other: what is compiled is kept for all. */
export class ServiceRun {
  out = '';
  err = '';
  private readonly child: ChildProcess;
  private readonly exit: Promise<number | null>;

  constructor(file: string, environment: Environment, args: readonly string[] = []) {
    this.child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, file), ...args], {
      cwd: root,
      env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.exit = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** Resolves when it has said so, on either stream. */
  async said(text: string): Promise<void> {
    const hasSaid = (): boolean => this.out.includes(text) || this.err.includes(text);
    await eventually(() => hasSaid() || this.child.exitCode !== null, withinMs);
    if (!hasSaid())
      throw new Error(`it ended with ${String(this.child.exitCode)} and never said "${text}":\n${this.out}${this.err}`);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async ended(): Promise<Ended> {
    const code = await this.exit;
    return { code, out: this.out, err: this.err };
  }
}

/** The built main of a service. */
export const service = (name: string, environment: Environment, args: readonly string[] = []): ServiceRun =>
  new ServiceRun(`services/${name}/dist/main.js`, environment, args);
