import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';

let holders = 0;

/** A name for a holder of leases in this process: host, process id, start of the process, and a number. */
export const newHolder = (): string => `${hostname()}|${String(process.pid)}|${String(Math.round(performance.timeOrigin))}|${String(++holders)}`;

/** True when the holder's process on this host has ended, so that its leases need not be waited for. */
export const isGone = (holder: string): boolean => {
  const [host, pid] = holder.split('|');
  if (host !== hostname() || pid === undefined || !/^\d+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return Number(pid) === process.pid && !holder.startsWith(`${hostname()}|${String(process.pid)}|${String(Math.round(performance.timeOrigin))}|`);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
};
