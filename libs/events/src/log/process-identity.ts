import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';

/** Names this process so that a later one on the same host can tell that it is gone: host, process id, start. */
export const processIdentity = (): string => `${hostname()}|${String(process.pid)}|${String(Math.round(performance.timeOrigin))}`;
