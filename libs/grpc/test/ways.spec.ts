import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@vafa/testing';
import {
  actingFor,
  connectGrpc,
  connectServerStreams,
  LocalServer,
  plainSeal,
  type RunningService,
} from '../src/index.ts';
import {
  callersOwn,
  forget,
  growing,
  release,
  seen,
  serveWays,
  turns,
  Ways,
  waysTo,
  type Ask,
} from './ways-service.ts';

const asTill = <T>(act: () => T): T =>
  actingFor(() => ({ caller: 'key-1', role: 'key', clubId: 'club-1', branchIds: [] }), plainSeal, act);
const unavailable = { kind: 'unavailable', code: 'service_unavailable' };

beforeEach(forget);

describe.each(waysTo)('a service through %s', (_name, open, how) => {
  const url = open();
  let running: RunningService;
  const client = connectGrpc(Ways, url, { deadlineMs: 20_000, caller: 'shop' });
  beforeAll(async () => {
    running = await serveWays(url, how);
  });
  afterAll(async () => {
    client.close();
    await running.stop();
  });

  test('answers, and neither side has what the other one holds', async () => {
    const asked: Ask = { say: 'a', list: ['x'] };
    const answered = client.echo(asked);
    asked.list?.push('after the call');
    expect(await answered).toEqual({ say: 'a', list: ['x'] });
    const first = await client.echo({ say: 'keep' });
    first.list?.push('by its receiver');
    expect(await client.echo({ say: 'keep' })).toEqual({ say: 'kept by the service', list: ['a'] });
    expect(seen.calls).toBe(3);
  });

  test('serves after the step in which it is called, and outside of what its caller has in hand', async () => {
    const answered = callersOwn.run('the caller’s', () => client.echo({ say: 'a' }));
    expect(seen.calls).toBe(0);
    await answered;
    expect(seen.outside).toBeUndefined();
  });

  test('gives errors back with kind, code, message and details', async () => {
    await expect(client.echo({ say: 'refuse' })).rejects.toMatchObject({
      kind: 'refused',
      code: 'balance_too_low',
      message: 'only 3 left — سه',
      details: { available: '3' },
    });
    await expect(client.echo({ say: 'break' })).rejects.toMatchObject({ kind: 'internal', message: 'internal error' });
    seen.calls = 0;
    await expect(client.echo({ say: 'busy' })).rejects.toMatchObject({ kind: 'unavailable', code: 'outbox_full' });
    expect(seen.calls).toBe(1);
  });

  test('says internal of what cannot be carried, and nothing of what is in it', async () => {
    const internal = { kind: 'internal', code: 'internal' };
    await expect(client.echo({ say: 'unwritten request' })).rejects.toMatchObject({
      ...internal,
      message: 'Request message serialization failure: it cannot be written',
    });
    expect(seen.calls).toBe(0);
    await expect(client.echo({ say: 'unwritten response' })).rejects.toMatchObject({
      ...internal,
      message: 'Error serializing response',
    });
  });

  test('ends a call at its deadline, and tells who serves it', async () => {
    const deadlineMs = growing();
    await eventually(async () => {
      await expect(client.echo({ say: 'never' }, { deadlineMs: deadlineMs() })).rejects.toMatchObject(unavailable);
      return seen.calls > 0;
    });
    await eventually(() => seen.cancelled === seen.calls);
  });

  test('takes no answer after the deadline, however busy the process is', async () => {
    await expect(client.echo({ say: 'spin' }, { deadlineMs: 20 })).rejects.toMatchObject(unavailable);
  });

  test('ends a call that is given up', async () => {
    const given = new AbortController();
    const call = client.echo({ say: 'never' }, { signal: given.signal });
    await eventually(() => seen.calls === 1);
    given.abort();
    await expect(call).rejects.toMatchObject(unavailable);
    await eventually(() => seen.cancelled === 1);
  });

  test('knows for whom it is called, within his club', async () => {
    expect(await asTill(() => client.echo({ say: 'who', clubId: 'club-1' }))).toEqual({ say: 'key-1' });
    expect(await client.echo({ say: 'who' })).toEqual({ say: 'nobody' });
    await expect(asTill(() => client.echo({ say: 'who', clubId: 'club-2' }))).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'club_not_allowed',
    });
  });
});

describe('a service of this process alone', () => {
  const server = new LocalServer();
  const of = (caller: string, on = server) => connectGrpc(Ways, on, { caller, deadlineMs: 20_000 });

  test('is waited for a little before it runs', async () => {
    const beginning = new LocalServer();
    // The first try is over when the call returns; a later one finds the server.
    const early = of('shop', beginning).echo({ say: 'early' });
    beginning.addService(Ways, {
      echo: ({ request }: { request: Ask }, answer: (error: null, value: Ask) => void) => answer(null, request),
    });
    beginning.listen({ copiesOf: () => undefined, isAllowed: () => true });
    expect(await early).toEqual({ say: 'early' });
  });

  test('is away before it runs and after, and finishes what is in hand', async () => {
    await expect(of('shop').echo({ say: 'early' })).rejects.toMatchObject(unavailable);
    const running = await serveWays(server);
    const inHand = of('shop').echo({ say: 'hold' });
    await eventually(() => seen.asked.at(-1)?.say === 'hold');
    let hasStopped = false;
    const stopped = running.stop().then(() => (hasStopped = true));
    await turns();
    expect(hasStopped).toBe(false);
    release();
    expect(await inHand).toEqual({ say: 'hold' });
    await stopped;
    await expect(of('shop').echo({ say: 'late' })).rejects.toMatchObject(unavailable);
  });

  test('is served once at a time: who comes second is refused, and the first one stays', async () => {
    const running = await serveWays(server);
    await expect(serveWays(server)).rejects.toThrow('served already');
    expect(() => server.listen({ copiesOf: () => undefined, isAllowed: () => true })).toThrow('served already');
    expect(await of('shop').echo({ say: 'a' })).toEqual({ say: 'a' });
    await running.stop();
    const [first, second] = await Promise.allSettled([serveWays(server), serveWays(server)]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    expect(await of('shop').echo({ say: 'a' })).toEqual({ say: 'a' });
    if (first.status === 'fulfilled') await first.value.stop();
  });

  test('can be served after a start that failed', async () => {
    const failing = new LocalServer();
    await expect(serveWays(failing, { healthUrl: 'no:address:at all' })).rejects.toThrow();
    const broken = (): never => {
      throw new Error('no shapes');
    };
    await expect(serveWays(failing, { copiesOf: broken })).rejects.toThrow('no shapes');
    const running = await serveWays(failing);
    expect(await of('shop', failing).echo({ say: 'a' })).toEqual({ say: 'a' });
    await running.stop();
  });

  test('tells nothing of what a handler raises beside its answer', async () => {
    const broken = new LocalServer();
    const raise = (): never => {
      throw new TypeError('a secret inside');
    };
    broken.addService(Ways, { echo: raise, list: raise });
    broken.listen({ copiesOf: () => undefined, isAllowed: () => true });
    const internal = { kind: 'internal', message: 'internal error' };
    await expect(of('shop', broken).echo({ say: 'a' })).rejects.toMatchObject(internal);
    const list = connectServerStreams(Ways, broken, { caller: 'shop' }).list({ say: 'a' }, { deadlineMs: 20_000 });
    await expect(list[Symbol.asyncIterator]().next()).rejects.toMatchObject(internal);
  });

  test('is called by those that may, and by the gateway for somebody only', async () => {
    const running = await serveWays(server);
    await expect(of('stranger').echo({ say: 'a' })).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'caller_not_allowed',
      message: `stranger may not call ${Ways.echo.path}`,
    });
    await expect(connectGrpc(Ways, server).echo({ say: 'a' })).rejects.toMatchObject({ code: 'caller_not_allowed' });
    await expect(of('gateway').echo({ say: 'a' })).rejects.toMatchObject({ code: 'context_missing' });
    expect(await asTill(() => of('gateway').echo({ say: 'who', clubId: 'club-1' }))).toEqual({ say: 'key-1' });
    await running.stop();
  });
});
