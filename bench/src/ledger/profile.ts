import { Session, type Profiler } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Work } from './work.ts';

/** What one function of this thread cost, in microseconds an operation. */
export interface FunctionCost {
  readonly name: string;
  /** Itself. */
  readonly self: number;
  /** With all that it called. */
  readonly total: number;
}

export interface Profiled {
  readonly operations: number;
  /** CPU of this thread, and of all others (the embedded engine's among them), in microseconds an operation. */
  readonly thisThread: number;
  readonly otherThreads: number;
  /** The most expensive first. */
  readonly functions: readonly FunctionCost[];
}

const samplingMicros = 200;
/** Neither work of this thread nor of what is profiled: waiting, and the inspector itself. */
const idle = new Set(['(idle)', '(program)', '(root)']);
const isLeftOut = ({ functionName, url }: Profiler.ProfileNode['callFrame']): boolean =>
  idle.has(functionName) || url === 'node:inspector';

const root = new URL('../../../', import.meta.url).pathname;

const placeOf = ({ functionName, url }: Profiler.ProfileNode['callFrame']): string => {
  const file = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url;
  return `${functionName === '' ? '(anonymous)' : functionName}  ${file.replace(/^node_modules\//, '')}`;
};

/** Microseconds by function: each sample counts for the function on top, and once for each function below it. */
const costsOf = ({
  nodes,
  samples = [],
  timeDeltas = [],
}: Profiler.Profile): Map<string, { self: number; total: number }> => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const costs = new Map<string, { self: number; total: number }>();
  samples.forEach((id, index) => {
    const micros = timeDeltas[index] ?? 0;
    const seen = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const node = byId.get(at);
      if (!node || isLeftOut(node.callFrame)) continue;
      const name = placeOf(node.callFrame);
      const cost = costs.get(name) ?? { self: 0, total: 0 };
      if (at === id) cost.self += micros;
      if (!seen.has(name)) cost.total += micros;
      seen.add(name);
      costs.set(name, cost);
    }
  });
  return costs;
};

/** Profiles one block of a work: only its operations, neither what makes it ready nor what checks it. */
export const profile = async (work: Work, calls: number): Promise<Profiled> => {
  const block = await work.prepare(calls);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: samplingMicros });
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < calls) await block.operate(next++);
  };
  const [all, own] = [process.cpuUsage(), process.threadCpuUsage()];
  await session.post('Profiler.start');
  await Promise.all(Array.from({ length: work.inFlight }, caller));
  const { profile: taken } = await session.post('Profiler.stop');
  const [allUsed, ownUsed] = [process.cpuUsage(all), process.threadCpuUsage(own)];
  session.disconnect();
  const operations = calls * (work.weight ?? 1);
  const thisThread = (ownUsed.user + ownUsed.system) / operations;
  const costs = [...costsOf(taken)];
  // Samples are taken by the clock, also while other processes have the core: what counts is their share of this
  // thread's CPU.
  const scale = thisThread / costs.reduce((sum, [, { self }]) => sum + self, 0);
  const functions = costs.map(([name, { self, total }]) => ({ name, self: self * scale, total: total * scale }));
  return {
    operations,
    thisThread,
    otherThreads: (allUsed.user + allUsed.system) / operations - thisThread,
    functions: functions.sort((a, b) => b.self - a.self),
  };
};

const listed = 25;

const line = ({ name, self, total }: FunctionCost): string =>
  `${self.toFixed(1).padStart(9)} ${total.toFixed(1).padStart(9)}  ${name}`;

/** The most expensive functions by themselves, then those of the ledger with all that they call. */
export const profileText = (work: Work, { operations, thisThread, otherThreads, functions }: Profiled): string => {
  const own = functions
    .filter(({ name }) => name.includes('services/ledger/') || name.includes('libs/'))
    .sort((a, b) => b.total - a.total);
  return [
    `${work.name}: ${operations.toLocaleString('en')} operations; CPU an operation: ${thisThread.toFixed(0)} µs in this thread, ${otherThreads.toFixed(0)} µs in others`,
    '  µs self  µs total  function',
    ...functions.slice(0, listed).map(line),
    '  of the ledger and its libs, with all that they call',
    ...own.slice(0, listed).map(line),
  ].join('\n');
};
