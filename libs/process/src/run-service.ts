import { createLogger, startTelemetry } from '@vafa/telemetry';
import type { z } from 'zod';
import { exitCodes } from './exit-codes.ts';
import { openEngines, placeOf, waitForDatabase, type Ground, type Place } from './open-engines.ts';
import { readProcessConfig, type ProcessConfig } from './process-config.ts';
import { identityOf } from './service-identity.ts';
import { StartFailure, startFailureOf } from './start-failure.ts';
import { stopOnSignal } from './stop-on-signal.ts';

const stopWithinMs = 20_000;

export interface Running {
  /** Where it listens, when that is not GRPC_URL. */
  readonly address?: string;
  /** Says that it serves no longer, finishes what is in hand, closes what it opened; the ground stays open. */
  stop(): Promise<void>;
}

export interface Verdict {
  readonly text: string;
  readonly ok: boolean;
}

/** What one service is as a process of its own. */
export interface ServiceProcess<S extends z.ZodRawShape> {
  /** ledger */
  readonly name: string;
  /** Its own environment, beside that of every process. */
  readonly config: z.ZodObject<S>;
  /** What it publishes on and reacts to. */
  readonly topics: readonly string[];
  /** Resolves when it listens. */
  start(config: z.infer<z.ZodObject<S>>, ground: Ground): Promise<Running>;
  /** Creates collections and indexes; safe to repeat. */
  prepare(place: Place): Promise<void>;
  /**
   * What else it does when its name is the first argument: it is done, and the process ends, with 1 when it is not as
   * it should be.
   */
  readonly tasks?: Readonly<Record<string, ServiceTask<S>>>;
}

export interface ServiceTask<S extends z.ZodRawShape> {
  /** Names of the arguments after it, each of which is given; default none. */
  readonly args?: readonly string[];
  /** Whether it uses the event stream; it is waited for then. */
  readonly usesStream?: boolean;
  /** `stream` is there when it is used. */
  run(config: z.infer<z.ZodObject<S>>, ground: Place & Partial<Ground>, args: readonly string[]): Promise<Verdict>;
}

const describeTask = ([name, { args = [] }]: readonly [string, { readonly args?: readonly string[] }]): string =>
  [name, ...args.map((arg) => `<${arg}>`)].join(' ');

/** Name of the action, and what comes after it. */
const actionOf = (
  { tasks = {} }: { readonly tasks?: Readonly<Record<string, { readonly args?: readonly string[] }>> },
  given: readonly string[],
): readonly [string, readonly string[]] => {
  const known: readonly (readonly [string, { readonly args?: readonly string[] }])[] = [
    ['prepare', {}],
    ...Object.entries(tasks),
  ];
  const [asked = 'run', ...more] = given;
  const found = known.find(([name]) => name === asked);
  if (given.length === 0 || (found && more.length === (found[1].args ?? []).length)) return [asked, more];
  throw new StartFailure(
    `unknown arguments: ${given.join(' ')}. Known are ${['none (runs)', ...known.map(describeTask)].join(', ')}`,
    exitCodes.usage,
  );
};

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const sayAs =
  (name: string) =>
  (line: string): void => {
    process.stderr.write(`${name}: ${line}\n`);
  };

/** Where it is to listen. */
const wantedAddress = ({ GRPC_URL, HOST = '0.0.0.0', PORT = '8080' } = process.env): string =>
  GRPC_URL ?? `${HOST}:${PORT}`;

const run = async <S extends z.ZodRawShape>(
  service: ServiceProcess<S>,
  own: z.infer<z.ZodObject<S>>,
  every: ProcessConfig,
): Promise<void> => {
  const { name, topics } = service;
  const identity = identityOf(name, own);
  const telemetry = await startTelemetry({ service: name });
  const { stream, place } = await openEngines(every, [name], topics, sayAs(name));
  const running = await service.start(own, { ...place(name), stream, identity });
  const stop = async (): Promise<void> => {
    await running.stop();
    identity?.close();
    await stream.close();
    await telemetry.stop();
  };
  stopOnSignal({ stop, withinMs: stopWithinMs, say: sayAs(name) });
  print(`${name} is ready at ${running.address ?? wantedAddress()} (${(performance.now() / 1_000).toFixed(1)} s)`);
};

const prepare = async <S extends z.ZodRawShape>(
  { name, topics, prepare: prepareStore }: ServiceProcess<S>,
  every: ProcessConfig,
): Promise<void> => {
  const { stream, place } = await openEngines(every, [name], topics, sayAs(name));
  await prepareStore(place(name));
  await stream.close();
  print(`${name} is prepared: indexes of ${place(name).database}, topics ${topics.join(', ')}`);
};

/** Ground of a task: the stream only where it is used. */
const groundOf = async <S extends z.ZodRawShape>(
  { name, topics }: ServiceProcess<S>,
  { usesStream = false }: ServiceTask<S>,
  every: ProcessConfig,
): Promise<Place & Partial<Ground>> => {
  if (usesStream) {
    const { stream, place } = await openEngines(every, [name], topics, sayAs(name));
    return { ...place(name), stream };
  }
  await waitForDatabase(every, [name], sayAs(name));
  return placeOf(every, name);
};

const perform = async <S extends z.ZodRawShape>(
  service: ServiceProcess<S>,
  task: ServiceTask<S>,
  { own, every }: { own: z.infer<z.ZodObject<S>>; every: ProcessConfig },
  args: readonly string[],
): Promise<boolean> => {
  const ground = await groundOf(service, task, every);
  try {
    const { text, ok } = await task.run(own, ground, args);
    print(text);
    return ok;
  } finally {
    await ground.stream?.close();
  }
};

const act = async <S extends z.ZodRawShape>(service: ServiceProcess<S>): Promise<void> => {
  const [action, args] = actionOf(service, process.argv.slice(2));
  const read = readProcessConfig(service.name, service.config);
  const task = service.tasks?.[action];
  if (action === 'run') return run(service, read.own, read.every);
  const ok = task ? await perform(service, task, read, args) : await prepare(service, read.every).then(() => true);
  process.exit(ok ? 0 : 1);
};

/** As log lines; kafkajs asks for timeouts in the past, which Node 24 mentions and nobody can do anything about. */
export const logWarnings = (name: string): void => {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'TimeoutNegativeWarning') createLogger(name).warn({ err: warning }, 'Node warns');
  });
};

const endOn =
  (name: string, what: string) =>
  (error: unknown): never => {
    createLogger(name).fatal({ err: error }, what);
    process.exit(1);
  };

/**
 * All that a service's main.ts does. Without arguments it runs until SIGTERM or SIGINT; `prepare` creates topics and
 * indexes, the name of a task does that. A mistake of configuration or environment is one line on standard error and
 * one of exitCodes.
 */
export const runService = async <S extends z.ZodRawShape>(service: ServiceProcess<S>): Promise<void> => {
  const { name } = service;
  logWarnings(name);
  process.on('unhandledRejection', endOn(name, 'a rejection that nobody handled'));
  process.on('uncaughtException', endOn(name, 'an exception that nobody caught'));
  try {
    await act(service);
  } catch (error) {
    const failure = startFailureOf(error, wantedAddress());
    if (!failure) endOn(name, 'could not start')(error);
    sayAs(name)(failure?.message ?? '');
    process.exit(failure?.exitCode ?? 1);
  }
};
