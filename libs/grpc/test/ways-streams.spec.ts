import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@vafa/testing';
import { actingFor, connectServerStreams, plainSeal, type RunningService } from '../src/index.ts';
import { beforeFailure, forget, growing, numbersMax, seen, serveWays, turns, Ways, waysTo } from './ways-service.ts';

const asTill = <T>(act: () => T): T =>
  actingFor(() => ({ caller: 'key-1', role: 'key', clubId: 'club-1', branchIds: [] }), plainSeal, act);
/** Two rows of 16 wait on the way to a caller in this process, and a few values are between them. */
const onTheWay = 50;
/** All of them, but over the wire: grpc-js drops what its caller has not asked for yet when a call fails. */
const firstOf = (length: number): string[] => Array.from({ length }, (_none, place) => String(place + 1));

beforeEach(forget);

describe.each(waysTo)('a stream through %s', (_name, open, how) => {
  const url = open();
  const isLocal = typeof url !== 'string';
  let running: RunningService;
  const streams = connectServerStreams(Ways, url, { caller: 'shop' });
  const listed = (say: string, deadlineMs = 20_000) => streams.list({ say }, { deadlineMs });
  const start = () => serveWays(url, how);
  beforeAll(async () => {
    running = await start();
  });
  afterAll(async () => {
    streams.close();
    await running.stop();
  });

  test('answers all', async () => {
    const all: string[] = [];
    for await (const { say } of listed('all')) all.push(say);
    expect([all.length, all[0], all.at(-1)]).toEqual([numbersMax, '1', String(numbersMax)]);
    if (isLocal) expect(seen.cancelled).toBe(0);
    const others = streams.list({ say: 'a', clubId: 'club-2' }, { deadlineMs: 20_000 })[Symbol.asyncIterator]();
    await expect(asTill(() => others.next())).rejects.toMatchObject({ code: 'club_not_allowed' });
  });

  test('is read as it is taken, and ends with whoever leaves it', async () => {
    const taken: string[] = [];
    for await (const { say } of listed('all')) {
      taken.push(say);
      await turns();
      if (isLocal) expect(seen.given).toBeLessThan(onTheWay);
      if (taken.length === 3) break;
    }
    expect(taken).toEqual(['1', '2', '3']);
    await eventually(() => seen.closed === 1);
    if (isLocal) expect(seen.given).toBeLessThan(onTheWay);
  });

  test.each([
    ['at once', 0],
    ['slowly', 5],
  ])('fails after all that was written before, taken %s', async (_how, waiting) => {
    const taken: string[] = [];
    const failing = async (): Promise<void> => {
      for await (const { say } of listed('fail')) {
        taken.push(say);
        await turns(waiting);
      }
    };
    await expect(failing()).rejects.toMatchObject({ kind: 'conflict', code: 'moved', message: 'it has moved' });
    expect(taken).toEqual(firstOf(isLocal ? beforeFailure : taken.length));
  });

  test('fails where an answer cannot be carried, and is read no further', async () => {
    const taken: string[] = [];
    const failing = async (): Promise<void> => {
      for await (const { say } of listed('unwritten')) taken.push(say);
    };
    await expect(failing()).rejects.toMatchObject({ kind: 'internal', message: 'Error serializing response' });
    expect(taken).toEqual(firstOf(isLocal ? 2 : taken.length));
    await eventually(() => seen.closed === 1);
    expect(seen.given).toBeLessThan(onTheWay);
  });

  test('ends at its deadline, and tells who serves it', async () => {
    const deadlineMs = growing();
    await eventually(async () => {
      const hanging = listed('hang', deadlineMs())[Symbol.asyncIterator]();
      expect(await hanging.next()).toEqual({ done: false, value: { say: '1' } });
      await expect(hanging.next()).rejects.toMatchObject({ kind: 'unavailable', code: 'service_unavailable' });
    });
    await eventually(() => seen.cancelled > 0);
  });

  test('is not waited for at a stop when nobody reads it any more', async () => {
    const deadlineMs = growing();
    const first = await eventually(() => listed('all', deadlineMs())[Symbol.asyncIterator]().next());
    expect(first).toEqual({ done: false, value: { say: '1' } });
    await running.stop();
    running = await start();
  });
});
