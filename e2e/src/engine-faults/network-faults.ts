import { setTimeout as wait } from 'node:timers/promises';
import type { TcpProxy } from '@vafa/testing';
import { randomOf } from '../random-of.ts';
import { until } from '../until.ts';
import type { Fault } from './faulty-club.ts';

export interface NetworkTimes {
  readonly latencyMs: number;
  readonly slowForMs: number;
  readonly cuts: number;
  readonly lostAnswers: number;
}

const writes = ['insert', 'update', 'findAndModify'].map((name) => Buffer.from(`${name}\0`));
const isWrite = (request: Buffer): boolean => writes.some((name) => request.includes(name));

const losing = (proxy: TcpProxy, what: string, matches: (request: Buffer) => boolean, times: number): Fault => ({
  name: `${times} answers lost after ${what}`,
  inject: async () => {
    const before = proxy.lostAnswers;
    await proxy.set({ kind: 'lose-answers', times, matches });
    await until(
      `${times} answers are lost`,
      120_000,
      () => (proxy.lostAnswers - before >= times ? true : undefined),
      10,
    );
    await proxy.set({ kind: 'forward' });
    return { at: Date.now() };
  },
});

/**
 * The way to the database: slow, cut at random moments of the seed, and with answers that are lost after the write took
 * place.
 */
export const networkFaults = (
  proxy: TcpProxy,
  seed: number,
  { latencyMs, slowForMs, cuts, lostAnswers }: NetworkTimes,
): Fault[] => [
  {
    name: `database slow by ${latencyMs} ms each way for ${slowForMs / 1_000} s`,
    inject: async () => {
      await proxy.set({ kind: 'slow', latencyMs });
      await wait(slowForMs);
      await proxy.set({ kind: 'forward' });
      return { at: Date.now() };
    },
  },
  {
    name: `all connections to the database cut, ${cuts} times at random`,
    inject: async () => {
      const random = randomOf(seed);
      for (let cut = 0; cut < cuts; cut++) {
        await wait(random() * 800);
        proxy.cut();
      }
      return { at: Date.now() };
    },
  },
  losing(proxy, 'the write', isWrite, lostAnswers),
];
