import { readFileSync } from 'node:fs';

export interface ProcessCost {
  /** Highest resident memory so far. */
  readonly peakMegabytes: number;
  readonly cpuSeconds: number;
}

const ticksPerSecond = 100;

/** What a process has used until now, from /proc; undefined where there is none. */
export const costOf = (pid: number): ProcessCost | undefined => {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // The command, in brackets, may hold spaces: fields are counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return {
      peakMegabytes: Math.round(Number(peak) / 1024),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    };
  } catch {
    return undefined;
  }
};
