import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Services } from '../src/adapters/grpc/services.ts';
import { asking } from './asking.ts';
import { sara } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);
const called: string[] = [];

/** Notes each rpc that is called. */
const noted = <S extends object>(service: S): S =>
  new Proxy(service, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...request: unknown[]): unknown => {
        called.push(String(name));
        return Reflect.apply(method, target, request);
      };
    },
  });

beforeAll(async () => {
  const { services } = fullServices();
  const counted = Object.fromEntries(Object.entries(services).map(([name, service]) => [name, noted(service)]));
  fixture = await openHttpFixture(counted as unknown as Services);
});
afterAll(() => fixture.close());

test('a till of one branch costs one call for a put, a hold, a close, a cancel and a return', async () => {
  const key = { name: 'Till', verbs: ['*'], branches: ['shop'] };
  const token = String((await ask('POST', '/v1/api-keys', { body: key })).body.secret);
  const lines = [{ sku: 'A', quantity: 1, unit_price: '1' }];
  const basket = { branch: 'shop', till: '1', receipt: '1', lines };
  const callsOf = async (method: 'PUT' | 'POST', path: string, body?: object): Promise<string[]> => {
    called.length = 0;
    await ask(method, `/v1/sessions/a${path}`, { token, club: null, body });
    return [...called];
  };
  // The first request of a key looks up its club and branch, for half a minute.
  await callsOf('PUT', '', basket);
  expect({
    put: await callsOf('PUT', '', basket),
    putOfMember: await callsOf('PUT', '', { ...basket, member_id: sara.id }),
    hold: await callsOf('POST', '/hold', { points: 1 }),
    close: await callsOf('POST', '/close'),
    cancel: await callsOf('POST', '/cancel'),
    returns: await callsOf('POST', '/returns', { lines: [{ position: 1, quantity: 1 }] }),
  }).toEqual({
    put: ['putSession'],
    putOfMember: ['putSession'],
    hold: ['holdSession'],
    close: ['closeSession'],
    cancel: ['cancelSession'],
    returns: ['returnLines'],
  });
});
