/** A kind of work that is timed block by block. */
export interface Work {
  readonly name: string;
  readonly inFlight: number;
  /** Operations that one call of `operate` stands for; default 1. */
  readonly weight?: number;
  /** Microseconds of CPU so far of the process that does it; default this one, with the embedded engine in it. */
  readonly cpu?: () => number;
  /** For work of another process: what sends the same commands from this one. */
  readonly counted?: Work;
  /** Makes all ready that the next so many calls need, so that none of it falls into the time. */
  prepare(calls: number): Promise<Block>;
}

export interface Block {
  /** The nth call, from 0. Rejects when the answer is not what it has to be. */
  operate(call: number): Promise<unknown>;
  /** What is not as it should be afterwards, in words; empty when all is well. */
  check?(): Promise<readonly string[]>;
}

export interface Measured {
  readonly opsPerSecond: number;
  readonly cpuMicrosPerOp: number;
}

/** A block that was thrown away, with the reason. */
export interface Discarded {
  readonly discarded: string;
}

const ownCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** Runs one block and looks whether all of it is there. */
export const runBlock = async (work: Work, calls: number): Promise<Measured | Discarded> => {
  const { weight = 1, cpu = ownCpu } = work;
  const block = await work.prepare(calls);
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < calls) await block.operate(next++);
  };
  const cpuBefore = cpu();
  const started = performance.now();
  try {
    await Promise.all(Array.from({ length: work.inFlight }, caller));
  } catch (error) {
    return { discarded: `${work.name}: ${error instanceof Error ? error.message : String(error)}` };
  }
  const seconds = (performance.now() - started) / 1000;
  const cpuMicros = cpu() - cpuBefore;
  const wrong = (await block.check?.()) ?? [];
  if (wrong.length > 0) return { discarded: `${work.name}: ${wrong.slice(0, 3).join('; ')}` };
  return { opsPerSecond: (calls * weight) / seconds, cpuMicrosPerOp: cpuMicros / (calls * weight) };
};
