import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import { eventually, freeSocket } from '@vafa/testing';
import { map, throwError, concatWith, type Observable } from 'rxjs';
import {
  actingFor,
  connectGrpc,
  connectServerStreams,
  contextOfCall,
  LocalServer,
  paced,
  plainSeal,
  serveGrpc,
  type Address,
  type AnsweredCall,
  type Callers,
  type Copies,
  type RunningService,
} from '../src/index.ts';

interface Ask {
  readonly say: string;
  readonly clubId?: string;
  readonly list?: string[];
}

const method = <S extends boolean>(path: string, responseStream: S) =>
  ({
    path,
    requestStream: false,
    responseStream,
    requestSerialize: (value: Ask) => {
      if (value.say === 'unwritten request') throw new RangeError('no such number');
      return Buffer.from(JSON.stringify(value));
    },
    requestDeserialize: (bytes: Buffer) => JSON.parse(bytes.toString()) as Ask,
    responseSerialize: (value: Ask) => {
      if (value.say === 'unwritten response') throw new RangeError('no such number');
      return Buffer.from(JSON.stringify(value));
    },
    responseDeserialize: (bytes: Buffer) => JSON.parse(bytes.toString()) as Ask,
  }) as const;
const service = 'vafa.ways.v1.WaysService';
const Ways = { echo: method(`/${service}/Echo`, false), list: method(`/${service}/List`, true) } as const;
const callers: Callers = Object.fromEntries(
  [Ways.echo, Ways.list].map(({ path }) => [
    path,
    { callers: ['gateway', 'shop'], themselves: ['shop'], clubs: [['clubId']] },
  ]),
);

const seen: { asked: Ask[]; calls: number; cancelled: number; given: number; outside: unknown } = {
  asked: [],
  calls: 0,
  cancelled: 0,
  given: 0,
  outside: undefined,
};
const callersOwn = new AsyncLocalStorage<string>();
const kept: Ask = { say: 'kept by the service', list: ['a'] };

const answer = async (ask: Ask, call: { once(event: string, act: () => void): unknown }): Promise<Ask> => {
  seen.calls++;
  seen.asked.push(ask);
  seen.outside = callersOwn.getStore();
  call.once('cancelled', () => seen.cancelled++);
  if (ask.say === 'refuse') throw new DomainError('refused', 'balance_too_low', 'only 3 left — سه', { available: '3' });
  if (ask.say === 'break') throw new TypeError('a secret inside');
  if (ask.say === 'busy') throw new DomainError('unavailable', 'outbox_full', 'later');
  if (ask.say === 'sleep') await pause(2_000, undefined, { ref: false });
  if (ask.say === 'who') return { say: contextOfCall()?.caller ?? 'nobody' };
  if (ask.say === 'keep') return kept;
  return ask;
};

async function* numbers(): AsyncGenerator<number> {
  for (let number = 1; number <= 1_000; number++) {
    seen.given = number;
    yield number;
    await Promise.resolve();
  }
}

const waysModule = (): DynamicModule => {
  @Controller()
  class WaysController {
    @GrpcMethod('WaysService', 'echo')
    echo(ask: Ask, _metadata: unknown, call: { once(event: string, act: () => void): unknown }): Promise<Ask> {
      return answer(ask, call);
    }

    @GrpcMethod('WaysService', 'list')
    list({ say }: Ask, _metadata: unknown, call: AnsweredCall): Observable<Ask> {
      const all = paced(numbers(), call).pipe(
        map((number) => ({ say: say === 'unwritten' && number === 3 ? 'unwritten response' : String(number) })),
      );
      if (say !== 'fail') return all;
      const few = paced(
        (async function* () {
          yield* ['1', '2'];
        })(),
        call,
      );
      return few.pipe(
        map((one) => ({ say: one })),
        concatWith(throwError(() => new DomainError('conflict', 'moved', 'it has moved'))),
      );
    }
  }
  @Module({})
  class WaysModule {}
  return { module: WaysModule, controllers: [WaysController] };
};

const copies: Copies = {
  request: (value) => Ways.echo.requestDeserialize(Ways.echo.requestSerialize(value as Ask)),
  response: (value) => Ways.echo.responseDeserialize(Ways.echo.responseSerialize(value as Ask)),
};
const waysTo: readonly [string, () => Address, { copiesOf?: () => Copies }][] = [
  ['a socket', freeSocket, {}],
  ['this process, by bytes', () => new LocalServer(), {}],
  ['this process, by copies', () => new LocalServer(), { copiesOf: () => copies }],
];
const asTill = <T>(act: () => T): T =>
  actingFor(() => ({ caller: 'key-1', role: 'key', clubId: 'club-1', branchIds: [] }), plainSeal, act);

describe.each(waysTo)('a service through %s', (_name, open, how) => {
  const url = open();
  let running: RunningService;
  const client = connectGrpc(Ways, url, { deadlineMs: 20_000, caller: 'shop' });
  const streams = connectServerStreams(Ways, url, { caller: 'shop' });
  const read = async (say: string, most = Infinity, deadlineMs = 20_000): Promise<string[]> => {
    const all: string[] = [];
    for await (const each of streams.list({ say }, { deadlineMs })) {
      all.push(each.say);
      if (all.length === most) break;
    }
    return all;
  };
  const start = () => serveGrpc(waysModule(), { url, services: { [service]: Ways }, callers, ...how });
  beforeAll(async () => {
    running = await start();
  });
  beforeEach(() => {
    Object.assign(seen, { asked: [], calls: 0, cancelled: 0, given: 0, outside: undefined });
  });
  afterAll(async () => {
    client.close();
    streams.close();
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

  test('says internal of what cannot be carried', async () => {
    const internal = { kind: 'internal', code: 'internal' };
    await expect(client.echo({ say: 'unwritten request' })).rejects.toMatchObject(internal);
    expect(seen.calls).toBe(0);
    await expect(client.echo({ say: 'unwritten response' })).rejects.toMatchObject(internal);
  });

  test('ends a call at its deadline, and tells who serves it', async () => {
    await expect(client.echo({ say: 'sleep' }, { deadlineMs: 300 })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'service_unavailable',
    });
    await eventually(() => seen.cancelled === 1);
  });

  test('ends a call that is given up', async () => {
    const given = new AbortController();
    const call = client.echo({ say: 'sleep' }, { signal: given.signal });
    await eventually(() => seen.calls === 1);
    given.abort();
    await expect(call).rejects.toMatchObject({ kind: 'unavailable', code: 'service_unavailable' });
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

  test('answers with a stream, as it is taken', async () => {
    const all = await read('all');
    expect([all.length, all[0], all.at(-1)]).toEqual([1_000, '1', '1000']);
    expect(await read('all', 3)).toEqual(['1', '2', '3']);
    const others = streams.list({ say: 'a', clubId: 'club-2' }, { deadlineMs: 5_000 })[Symbol.asyncIterator]();
    await expect(asTill(() => others.next())).rejects.toMatchObject({ code: 'club_not_allowed' });
  });

  test('fails a stream after what was answered', async () => {
    const taken: string[] = [];
    const failing = async (say: string): Promise<void> => {
      for await (const each of streams.list({ say }, { deadlineMs: 20_000 })) taken.push(each.say);
    };
    await expect(failing('fail')).rejects.toMatchObject({ kind: 'conflict', code: 'moved', message: 'it has moved' });
    expect(taken).toEqual(['1', '2']);
    await expect(failing('unwritten')).rejects.toMatchObject({ kind: 'internal' });
  });

  test('does not wait at its stop for a stream that nobody reads any more', async () => {
    const left = streams.list({ say: 'all' }, { deadlineMs: 300 })[Symbol.asyncIterator]();
    expect(await left.next()).toEqual({ done: false, value: { say: '1' } });
    await running.stop();
    running = await start();
  });
});

describe('a service of this process alone', () => {
  const server = new LocalServer();
  const start = () => serveGrpc(waysModule(), { url: server, services: { [service]: Ways }, callers });
  const of = (caller: string) => connectGrpc(Ways, server, { caller, deadlineMs: 1_500 });
  const unavailable = { kind: 'unavailable', code: 'service_unavailable' };

  test('is away before it runs and after, and is waited for a little', async () => {
    const early = of('shop').echo({ say: 'early' });
    const running = await start();
    expect(await early).toEqual({ say: 'early' });
    const inHand = of('shop').echo({ say: 'sleep' }, { deadlineMs: 20_000 });
    await eventually(() => seen.asked.at(-1)?.say === 'sleep');
    let hasStopped = false;
    const stopped = running.stop().then(() => (hasStopped = true));
    await pause(100);
    expect(hasStopped).toBe(false);
    expect(await inHand).toEqual({ say: 'sleep' });
    await stopped;
    await expect(of('shop').echo({ say: 'late' })).rejects.toMatchObject(unavailable);
  });

  test('is called by those that may, and by the gateway for somebody only', async () => {
    const running = await start();
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
