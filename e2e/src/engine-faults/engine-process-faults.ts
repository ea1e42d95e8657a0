import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './faulty-club.ts';
import type { OwnEngine } from './own-engine.ts';

export interface EngineTimes {
  readonly downMs: number;
  readonly pausedMs: number;
}

/** Stopped in good order, paused as by a machine that hangs, killed: each time it comes back. */
export const engineFaults = (what: string, engine: OwnEngine, { downMs, pausedMs }: EngineTimes): Fault[] => [
  {
    name: `${what} stopped for ${downMs / 1_000} s, then started`,
    inject: async () => {
      await engine.stop();
      await wait(downMs);
      await engine.start();
      return { at: Date.now() };
    },
  },
  {
    name: `${what} paused for ${pausedMs / 1_000} s`,
    inject: async () => {
      await engine.pauseFor(pausedMs);
      return { at: Date.now() };
    },
  },
  {
    name: `${what} killed and restarted`,
    inject: async () => {
      await engine.kill();
      await engine.start();
      return { at: Date.now() };
    },
  },
];
