import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { DomainError } from '@vafa/kernel';
import { freeSocket } from '@vafa/testing';
import { concatWith, map, throwError, type Observable } from 'rxjs';
import {
  contextOfCall,
  LocalServer,
  paced,
  serveGrpc,
  type Address,
  type AnsweredCall,
  type Callers,
  type Copies,
  type GrpcServing,
} from '../src/index.ts';

export interface Ask {
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
export const Ways = { echo: method(`/${service}/Echo`, false), list: method(`/${service}/List`, true) } as const;
const callers: Callers = Object.fromEntries(
  [Ways.echo, Ways.list].map(({ path }) => [
    path,
    { callers: ['gateway', 'shop'], themselves: ['shop'], clubs: [['clubId']] },
  ]),
);

interface Seen {
  asked: Ask[];
  calls: number;
  cancelled: number;
  /** The last number that the source of a stream gave. */
  given: number;
  /** Sources of streams that are at their end, or were left. */
  closed: number;
  outside: unknown;
}

const nothing = { calls: 0, cancelled: 0, given: 0, closed: 0, outside: undefined };
export const seen: Seen = { asked: [], ...nothing };
export const forget = (): void => {
  Object.assign(seen, { asked: [], ...nothing });
};
export const callersOwn = new AsyncLocalStorage<string>();
const kept: Ask = { say: 'kept by the service', list: ['a'] };
/** What waits for `release` is answered then. */
let held: (() => void)[] = [];
export const release = (): void => {
  for (const go of held) go();
  held = [];
};
const never = (): Promise<never> => new Promise(() => undefined);
const spinMs = 50;

const spin = (): void => {
  const end = Date.now() + spinMs;
  while (Date.now() < end);
};

type Told = { once(event: string, act: () => void): unknown };

const answer = async (ask: Ask, call: Told): Promise<Ask> => {
  seen.calls++;
  seen.asked.push(ask);
  seen.outside = callersOwn.getStore();
  call.once('cancelled', () => seen.cancelled++);
  if (ask.say === 'refuse') throw new DomainError('refused', 'balance_too_low', 'only 3 left — سه', { available: '3' });
  if (ask.say === 'break') throw new TypeError('a secret inside');
  if (ask.say === 'busy') throw new DomainError('unavailable', 'outbox_full', 'later');
  if (ask.say === 'never') return never();
  if (ask.say === 'hold') await new Promise<void>((resolve) => held.push(resolve));
  if (ask.say === 'spin') spin();
  if (ask.say === 'who') return { say: contextOfCall()?.caller ?? 'nobody' };
  if (ask.say === 'keep') return kept;
  return ask;
};

export const numbersMax = 1_000;

async function* numbers(most: number): AsyncGenerator<number> {
  try {
    for (let number = 1; number <= most; number++) {
      seen.given = number;
      yield number;
      await Promise.resolve();
    }
  } finally {
    seen.closed++;
  }
}

async function* oneAndNoMore(): AsyncGenerator<number> {
  yield 1;
  await never();
}

/** So many come before a stream fails: more than wait anywhere on their way. */
export const beforeFailure = 25;

const listed = (say: string, call: AnsweredCall): Observable<Ask> => {
  if (say === 'hang') return paced(oneAndNoMore(), call).pipe(map((number) => ({ say: String(number) })));
  if (say === 'fail')
    return paced(numbers(beforeFailure), call).pipe(
      map((number) => ({ say: String(number) })),
      concatWith(throwError(() => new DomainError('conflict', 'moved', 'it has moved'))),
    );
  return paced(numbers(numbersMax), call).pipe(
    map((number) => ({ say: say === 'unwritten' && number === 3 ? 'unwritten response' : String(number) })),
  );
};

const waysModule = (): DynamicModule => {
  @Controller()
  class WaysController {
    @GrpcMethod('WaysService', 'echo')
    echo(ask: Ask, _metadata: unknown, call: Told): Promise<Ask> {
      return answer(ask, call);
    }

    @GrpcMethod('WaysService', 'list')
    list({ say }: Ask, _metadata: unknown, call: AnsweredCall): Observable<Ask> {
      call.once('cancelled', () => seen.cancelled++);
      return listed(say, call);
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

type Serving = Partial<Pick<GrpcServing, 'copiesOf' | 'healthUrl'>>;

export const waysTo: readonly [string, () => Address, Serving][] = [
  ['a socket', freeSocket, {}],
  ['this process, by bytes', () => new LocalServer(), {}],
  ['this process, by copies', () => new LocalServer(), { copiesOf: () => copies }],
];

export const serveWays = (url: Address, serving: Serving = {}) =>
  serveGrpc(waysModule(), { url, services: { [service]: Ways }, callers, ...serving });

/** Whatever can be done without waiting for time or for another process is done after it. */
export const turns = async (count = 20): Promise<void> => {
  for (let done = 0; done < count; done++) await turn();
};

/** A deadline that is twice as long at each try: a busy machine needs more of them, and no test fails for it. */
export const growing = (firstMs = 100): (() => number) => {
  let ms = firstMs / 2;
  return () => (ms *= 2);
};
