// Preloaded into a process that is measured: counts what it asks databases and other services for, and tells it when it
// is asked. Node runs it as it is, before the process's own code, so it imports nothing of the project.
import { subscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import type { Costs } from './costs.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

const notOfTheProcess = new Set(['hello', 'ismaster', 'ping', 'endSessions']);
const costs: { commands: Record<string, number>; calls: Record<string, number> } = { commands: {}, calls: {} };

const add = (counted: Record<string, number>, name: string): void => {
  counted[name] = (counted[name] ?? 0) + 1;
};

/** Has `before` hear of each call of a method. */
const watch = (
  type: { readonly prototype: object },
  name: string,
  before: (args: readonly unknown[]) => void,
): void => {
  const methods = type.prototype as Record<string, Method>;
  const method = methods[name] as Method;
  methods[name] = function (...args) {
    before(args);
    return method.apply(this, args);
  };
};

if (isMainThread && process.send) {
  // The packages of the build that runs, which may be another one than this file's.
  const load = createRequire(process.argv[1] as string);
  watch(load('mongodb/lib/cmap/connection.js').Connection, 'command', ([ns, command]) => {
    const [name = '', of] = Object.entries(command as object)[0] ?? [];
    if (notOfTheProcess.has(name)) return;
    const collection = name === 'getMore' ? (command as { collection?: string }).collection : of;
    add(costs.commands, `${(ns as { db: string }).db}.${String(collection)} ${name}`);
  });
  // Nor have most commands to a database of the same process the driver.
  subscribe('vafa:local-command', (name) => add(costs.commands, String(name)));
  watch(load('@grpc/grpc-js').Client, 'makeUnaryRequest', ([path]) => add(costs.calls, String(path)));
  // Calls to a service of the same process have no client of gRPC.
  subscribe('vafa:local-call', (path) => add(costs.calls, String(path)));
  process.on('message', (message) => {
    if (message === 'costs') process.send?.(costs satisfies Costs);
  });
  process.channel?.unref();
}
