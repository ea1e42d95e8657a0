import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

/**
 * An engine of its own, beside the one that others use, brought up by tools/engines: it may be stopped, paused and
 * killed.
 */
export class OwnEngine {
  readonly port: number;
  private readonly kind: 'kafka' | 'mongodb';
  private readonly name: string;

  private constructor(kind: 'kafka' | 'mongodb', port: number) {
    this.kind = kind;
    this.port = port;
    this.name = `faults-${port}`;
  }

  static async up(kind: 'kafka' | 'mongodb', port: number): Promise<OwnEngine> {
    const engine = new OwnEngine(kind, port);
    process.once('exit', engine.onExit);
    await engine.start();
    return engine;
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    await this.command('up');
  }

  /** Asks it to stop and waits until it has. */
  async stop(): Promise<void> {
    await this.command('down');
  }

  async kill(): Promise<void> {
    const pid = this.pid();
    process.kill(pid, 'SIGKILL');
    for (;;) {
      try {
        process.kill(pid, 0);
      } catch {
        return;
      }
      await wait(20);
    }
  }

  async pauseFor(ms: number): Promise<void> {
    const pid = this.pid();
    process.kill(pid, 'SIGSTOP');
    try {
      await wait(ms);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  }

  /** Stops it and removes what it stored. */
  async remove(): Promise<void> {
    await this.stop();
    process.off('exit', this.onExit);
    await rm(this.file(''), { recursive: true, force: true });
    await rm(this.file('.log'), { force: true });
  }

  /** When a run is broken off, what it started must not stay behind. */
  private readonly onExit = (): void => {
    try {
      process.kill(this.pid(), 'SIGKILL');
    } catch {
      return;
    }
  };

  private pid(): number {
    return Number(readFileSync(this.file('.pid'), 'utf8').split(' ')[0]);
  }

  private file(extension: string): string {
    return join(
      process.env.VAFA_ENGINES_HOME ?? join(homedir(), '.cache/vafa/engines'),
      this.kind,
      `${this.name}${extension}`,
    );
  }

  private async command(verb: 'up' | 'down'): Promise<void> {
    await run(join(root, 'tools/engines', this.kind), [verb, '--name', this.name, '--port', String(this.port)]);
  }
}
