import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';

/** Process ids mean something within one pid namespace: containers that share a host's name have one each. */
const pidNamespace = (): string => {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    return '';
  }
};

/**
 * Where this process's id can be compared with others': the host's name, and the pid namespace where there are such.
 */
export const thisHost = `${hostname()}~${pidNamespace()}`;

/** Names this process so that a later one on the same host can tell that it is gone: host, process id, start. */
export const processIdentity = (): string =>
  `${thisHost}|${String(process.pid)}|${String(Math.round(performance.timeOrigin))}`;

let holders = 0;

/** A name for a holder of leases in this process; `isGone` tells of it whether the process has ended for certain. */
export const newHolder = (): string => `${processIdentity()}|${String(++holders)}`;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
};

const isOurs = (holder: string): boolean => `${holder}|`.startsWith(`${processIdentity()}|`);

/**
 * True for a holder that was a process of this host and ended without giving its lease up: nobody needs to wait for it.
 */
export const isGone = (holder: string): boolean => {
  const [host, pid = ''] = holder.split('|');
  if (host !== thisHost || !/^\d+$/.test(pid)) return false;
  if (Number(pid) === process.pid) return !isOurs(holder);
  return !isAlive(Number(pid));
};

/** `isGone` for who is alone with what is held: every other process has ended, whatever its host was called. */
export const isGoneWhen = (alone: boolean): ((holder: string) => boolean) =>
  alone ? (holder) => !isOurs(holder) : isGone;
