import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ApiProblem, NotReachable } from '@vafa/client';
import { Watched, type DeskState } from '../../src/till/desk/desk-state.ts';
import { Queue } from '../../src/till/desk/queue.ts';
import type { SaleSender, Sent } from '../../src/till/desk/send-sale.ts';
import type { PaidSale } from '../../src/till/sale/paid-sale.ts';
import type { TillStore } from '../../src/till/store/till-store.ts';

const broken = new ApiProblem(500, 'internal', 'the club stumbled');
const waits = (error: unknown): Sent => ({ outcome: 'waiting', error });
const taken: Sent = { outcome: 'taken' };
const paid = (id: string): PaidSale => ({ id, paidAt: `2026-11-26T15:12:0${id}Z` }) as PaidSale;

let sent: string[];
let answers: Sent[];
let desk: Watched<DeskState>;
let queue: Queue;

beforeEach(() => {
  jest.useFakeTimers();
  sent = [];
  answers = [];
  const state = { sale: { id: 'next' }, waiting: [paid('1')], receipts: [], done: undefined, isOnline: true };
  desk = new Watched(state as unknown as DeskState);
  const send = ({ id }: PaidSale): Promise<Sent> => {
    sent.push(id);
    return Promise.resolve(answers.shift() ?? taken);
  };
  const store = { settle: () => Promise.resolve() } as unknown as TillStore;
  const nothing = (): void => undefined;
  queue = new Queue(desk, store, () => ({ send }) as unknown as SaleSender, nothing, nothing);
});
afterEach(() => {
  queue.close();
  jest.useRealTimers();
});

/** At which second each try came. */
const triesWithin = async (seconds: number): Promise<number[]> => {
  const tries: number[] = [];
  for (let at = 1; at <= seconds; at++) {
    const before = sent.length;
    await jest.advanceTimersByTimeAsync(1_000);
    for (let more = before; more < sent.length; more++) tries.push(at);
  }
  return tries;
};

test('what the club stumbled over is sent again in a few seconds, and then more seldom', async () => {
  answers = Array.from({ length: 9 }, () => waits(broken));
  await queue.settle(paid('1'), waits(broken));
  expect(await triesWithin(185)).toEqual([2, 6, 14, 30, 62, 122, 182]);
});

test('once the club has it nothing more is sent, and the next stumble begins anew', async () => {
  answers = [waits(broken), taken];
  await queue.settle(paid('1'), waits(broken));
  expect(await triesWithin(120)).toEqual([2, 6]);
  expect(desk.get().waiting).toEqual([]);
  desk.set({ waiting: [paid('2')] });
  await queue.settle(paid('2'), waits(broken));
  expect(await triesWithin(10)).toEqual([2]);
});

test('a club that names a time is not asked before it', async () => {
  const often = new ApiProblem(429, 'too_many_requests', 'slow', { details: { retry_after_seconds: '7' } });
  await queue.settle(paid('1'), waits(often));
  expect(await triesWithin(20)).toEqual([7]);
});

test('a network that is gone and a key that is refused are looked for by others', async () => {
  await queue.settle(paid('1'), waits(new NotReachable('http://club')));
  await queue.settle(paid('1'), waits(new ApiProblem(401, 'unknown_api_key', 'revoked')));
  expect(await triesWithin(120)).toEqual([]);
});

test('several that stumble are tried once each time, in their order, and not after the desk is closed', async () => {
  desk.set({ waiting: [paid('2'), paid('1')] });
  await queue.settle(paid('1'), waits(broken));
  await queue.settle(paid('2'), waits(broken));
  expect([await triesWithin(3), sent]).toEqual([
    [2, 2],
    ['1', '2'],
  ]);
  desk.set({ waiting: [paid('3')] });
  await queue.settle(paid('3'), waits(broken));
  queue.close();
  expect(await triesWithin(60)).toEqual([]);
});
