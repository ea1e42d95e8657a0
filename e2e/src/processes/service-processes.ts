import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificates } from '@vafa/grpc';
import { addressesOf, serviceNames, targetOf, type PlannedProcess, type ServiceName } from './plan.ts';
import { ServiceProcess } from './service-process.ts';

export interface ProcessesOptions {
  readonly planned: readonly PlannedProcess[];
  /** What every process has beside its addresses: engines, keys, namespace. */
  readonly environment: NodeJS.ProcessEnv;
  /** Folder of the logs: NAME.log. */
  readonly logs: string;
  /** Folder of certificates by which the services know each other, made where missing; undefined: they have none. */
  readonly certificates: string | undefined;
  /** Starts again what ended by itself. Default true. */
  readonly restarts?: boolean;
  /** Takes one line. */
  readonly say?: (line: string) => void;
}

const backoffMsMin = 1_000;
const backoffMsMax = 30_000;
/** A process that has run this long has not failed to start: its next failure is the first again. */
const steadyMs = 60_000;

interface Watched {
  readonly process: ServiceProcess;
  startedAt: number;
  failures: number;
  isEnding: boolean;
}

/**
 * A club of one process per service and replica; what ends by itself is reported, and started again with growing
 * pauses.
 */
export class ServiceProcesses {
  /** Ends that nobody asked for: process and exit code. */
  readonly ownEnds: string[] = [];
  private readonly options: ProcessesOptions;
  private readonly watched: ReadonlyMap<string, Watched>;
  private isStopping = false;
  private isUp = false;
  /** Whatever ends the launcher ends what it started. */
  private readonly onExit = (): void => {
    for (const { process: one } of this.watched.values()) if (one.pid !== undefined) process.kill(one.pid, 'SIGKILL');
  };

  private constructor(options: ProcessesOptions) {
    mkdirSync(options.logs, { recursive: true, mode: 0o700 });
    const { certificates: folder } = options;
    if (folder !== undefined) makeCertificates({ folder, names: ['gateway', ...serviceNames, 'operator'] });
    this.options = options;
    this.watched = new Map(
      options.planned.map((one) => {
        const environment = {
          ...options.environment,
          ...addressesOf(options.planned, one),
          ...(folder !== undefined && { GRPC_TLS_FOLDER: join(folder, one.service) }),
        };
        return [
          one.name,
          { process: new ServiceProcess(one, environment, options.logs), startedAt: 0, failures: 0, isEnding: false },
        ];
      }),
    );
    process.once('exit', this.onExit);
  }

  /** Resolves when all are ready. Rejects when one ends before, with what it said; then none is left. */
  static async start(options: ProcessesOptions): Promise<ServiceProcesses> {
    const processes = new ServiceProcesses(options);
    for (const name of processes.names) processes.start(name);
    try {
      await Promise.all(processes.names.map((name) => processes.ready(name)));
    } catch (error) {
      await processes.stop();
      throw error;
    }
    processes.isUp = true;
    return processes;
  }

  get names(): readonly string[] {
    return [...this.watched.keys()];
  }

  get url(): string {
    return `http://127.0.0.1:${this.find('gateway').process.planned.port}`;
  }

  /** A gRPC target with all replicas of a service. */
  target(service: ServiceName): string {
    return targetOf(this.options.planned, service);
  }

  logOf(name: string): string {
    return this.find(name).process.logFile;
  }

  pidOf(name: string): number | undefined {
    return this.find(name).process.pid;
  }

  /** Starts what does not run. Does not wait. */
  start(name: string): void {
    const one = this.find(name);
    if (one.process.pid !== undefined) return;
    one.startedAt = Date.now();
    one.isEnding = false;
    one.process.start((end) => this.ended(one, end));
  }

  ready(name: string): Promise<void> {
    return this.find(name).process.ready();
  }

  async end(name: string, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const one = this.find(name);
    one.isEnding = true;
    await one.process.end(signal);
  }

  /** The gateway first, then who calls others, then the rest. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const service of ['gateway', ...serviceNames]) {
      const replicas = this.options.planned.filter((one) => one.service === service);
      await Promise.all(replicas.map(({ name }) => this.end(name, 'SIGTERM')));
    }
    process.off('exit', this.onExit);
  }

  private ended(one: Watched, end: string): void {
    if (one.isEnding || this.isStopping || !this.isUp) return;
    const { name, lastWords } = one.process;
    const { say = () => undefined, restarts = true } = this.options;
    this.ownEnds.push(`${name} ended with ${end}`);
    one.failures = Date.now() - one.startedAt > steadyMs ? 1 : one.failures + 1;
    const againMs = Math.min(backoffMsMin * 2 ** (one.failures - 1), backoffMsMax);
    const words = lastWords.split('\n').at(-1) ?? '';
    say(
      `${name} ended with ${end}${words === '' ? '' : `: ${words}`}${restarts ? `; starting it again in ${againMs / 1_000} s` : ''}`,
    );
    if (restarts) setTimeout(() => this.startAgain(name), againMs);
  }

  private startAgain(name: string): void {
    if (this.isStopping) return;
    this.start(name);
    this.ready(name).then(
      () => this.options.say?.(`${name} is ready again`),
      () => undefined,
    );
  }

  private find(name: string): Watched {
    const found = this.watched.get(name);
    if (!found) throw new Error(`there is no process ${name}`);
    return found;
  }
}
