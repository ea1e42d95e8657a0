import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem, type Ask, type Method } from './asking.ts';
import { sara } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);
const { services, asked } = fullServices();
const json = { 'content-type': 'application/json' };
const member = '/v1/members';
const line = { sku: 'A', quantity: 1, unit_price: '1' };
const basket = { branch: 'shop', till: '1', receipt: '1', lines: [line] };
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const bytes = (...parts: readonly (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

type Case = readonly [name: string, method: Method, url: string, ask: Ask, status: number, code: string];

/** One row a kind of hostile request: what it is answered. No service is asked anything. */
const cases: readonly Case[] = [
  ['JSON: a name twice', 'POST', member, { body: '{"name":"A","name":"B"}' }, 400, 'malformed_request'],
  [
    'JSON: a name twice, once escaped',
    'POST',
    member,
    { body: '{"name":"A","n\\u0061me":"B"}' },
    400,
    'malformed_request',
  ],
  [
    'JSON: a name twice, deep inside',
    'PUT',
    '/v1/sessions/a',
    {
      body: '{"branch":"shop","till":"1","receipt":"1","lines":[{"sku":"A","sku":"B","quantity":1,"unit_price":"1"}]}',
    },
    400,
    'malformed_request',
  ],
  ['JSON: __proto__', 'POST', member, { body: '{"__proto__":{"name":"A"}}' }, 400, 'malformed_request'],
  ['JSON: __proto__, escaped', 'POST', member, { body: '{"\\u005f_proto__":{"name":"A"}}' }, 400, 'malformed_request'],
  [
    'JSON: a prototype of a constructor',
    'POST',
    member,
    { body: '{"constructor":{"prototype":{"a":1}}}' },
    400,
    'malformed_request',
  ],
  [
    'JSON: UTF-8 that is none',
    'POST',
    member,
    { payload: bytes('{"name":"', [0xc3, 0x28], '"}') },
    400,
    'malformed_request',
  ],
  [
    'JSON: a surrogate as UTF-8',
    'POST',
    member,
    { payload: bytes('{"name":"', [0xed, 0xa0, 0x80], '"}') },
    400,
    'malformed_request',
  ],
  [
    'JSON: an overlong slash',
    'POST',
    member,
    { payload: bytes('{"name":"', [0xc0, 0xaf], '"}') },
    400,
    'malformed_request',
  ],
  ['JSON: cut in a character', 'POST', member, { payload: bytes('{"name":"', [0xd9]) }, 400, 'malformed_request'],
  ['JSON: UTF-16', 'POST', member, { payload: Buffer.from('\ufeff{"name":"A"}', 'utf16le') }, 400, 'malformed_request'],
  ['JSON: nested deeply', 'POST', member, { body: nested(100_000) }, 400, 'malformed_request'],
  ['JSON: two values', 'POST', member, { body: '{"name":"A"}{"name":"B"}' }, 400, 'malformed_request'],
  ['JSON: a comment', 'POST', member, { body: '{"name":"A"/*x*/}' }, 400, 'malformed_request'],
  ['JSON: NaN', 'POST', '/v1/redemptions', { body: '{"member_id":NaN}' }, 400, 'malformed_request'],
  [
    'numbers: 2^53',
    'POST',
    '/v1/rewards',
    { body: '{"code":"a","name":"A","price_points":9007199254740993}' },
    400,
    'invalid_request',
  ],
  [
    'numbers: minus 2^53',
    'POST',
    '/v1/sessions/a/hold',
    { body: '{"points":-9007199254740993}' },
    400,
    'invalid_request',
  ],
  ['numbers: 1e400', 'POST', '/v1/sessions/a/hold', { body: '{"points":1e400}' }, 400, 'invalid_request'],
  ['numbers: 1e16', 'POST', '/v1/sessions/a/hold', { body: '{"points":1e16}' }, 400, 'invalid_request'],
  ['numbers: a fraction of a point', 'POST', '/v1/sessions/a/hold', { body: '{"points":1.5}' }, 400, 'invalid_request'],
  [
    'an operator',
    'POST',
    '/v1/redemptions',
    { body: { member_id: { $gt: '' }, reward_id: 'rwd_1' } },
    400,
    'invalid_request',
  ],
  ['a NUL', 'POST', member, { body: { name: 'a\0b' } }, 400, 'invalid_request'],
  ['a right-to-left override', 'POST', member, { body: { name: 'a\u202eb' } }, 400, 'invalid_request'],
  ['half a surrogate', 'POST', member, { body: '{"name":"\\ud800"}' }, 400, 'invalid_request'],
  [
    'gzip',
    'POST',
    member,
    { body: { name: 'A' }, headers: { 'content-encoding': 'gzip' } },
    415,
    'unsupported_media_type',
  ],
  [
    'two encodings',
    'POST',
    member,
    { body: { name: 'A' }, headers: { 'content-encoding': 'identity, br' } },
    415,
    'unsupported_media_type',
  ],
  [
    'JSON in latin-1',
    'POST',
    member,
    { body: { name: 'A' }, headers: { 'content-type': 'application/json; charset=iso-8859-1' } },
    415,
    'unsupported_media_type',
  ],
  [
    'text',
    'POST',
    member,
    { body: '{"name":"A"}', headers: { 'content-type': 'text/plain' } },
    415,
    'unsupported_media_type',
  ],
  [
    'a form',
    'POST',
    member,
    { body: 'name=A', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported_media_type',
  ],
  [
    'a multipart form where none is taken',
    'POST',
    member,
    { body: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    415,
    'unsupported_media_type',
  ],
  [
    'no content type',
    'POST',
    member,
    { payload: bytes('{"name":"A"}'), headers: { 'content-type': '' } },
    415,
    'unsupported_media_type',
  ],
  ['JSON where a file is taken', 'POST', '/v1/imports', { body: { file: 'x' } }, 415, 'unsupported_media_type'],
  ['a body where none is taken', 'GET', '/v1/tiers', { body: { a: 1 } }, 400, 'malformed_request'],
  ['a body to delete with', 'DELETE', '/v1/api-keys/x', { body: { a: 1 } }, 400, 'malformed_request'],
  ['a body of 2 MiB', 'POST', member, { body: { name: 'x'.repeat(2 * 1024 ** 2) } }, 413, 'body_too_large'],
  [
    'a basket of 5 MiB',
    'PUT',
    '/v1/sessions/a',
    { body: { ...basket, till: 'x'.repeat(5 * 1024 ** 2) } },
    413,
    'body_too_large',
  ],
  ['an unknown parameter', 'GET', '/v1/members?colour=red', {}, 400, 'invalid_request'],
  ['an unknown parameter where none is taken', 'GET', '/v1/tiers?x', {}, 400, 'invalid_request'],
  ['an unknown parameter of a write', 'POST', '/v1/members?dry=true', { body: { name: 'A' } }, 400, 'invalid_request'],
  ['an unknown parameter of a probe', 'GET', '/health/live?x=1', {}, 400, 'invalid_request'],
  ['an unknown parameter of the first page', 'GET', '/?x=1', {}, 400, 'invalid_request'],
  ['a parameter twice', 'GET', '/v1/members?q=a&q=b', {}, 400, 'invalid_request'],
  ['a parameter with brackets', 'GET', '/v1/members?q[$gt]=a', {}, 400, 'invalid_request'],
  ['a parameter called __proto__', 'GET', '/v1/members?__proto__=a', {}, 400, 'invalid_request'],
  ['a page of -1', 'GET', '/v1/members?page_size=-1', {}, 400, 'invalid_request'],
  ['a page of 1e9', 'GET', '/v1/members?page_size=1e9', {}, 400, 'invalid_request'],
  ['a page token that was made up', 'GET', '/v1/members?page_token=eyJhIjoxfQ', {}, 400, 'invalid_page_token'],
  ['a path that leaves its place', 'GET', '/v1/members/..%2f..%2fetc', {}, 404, 'member_not_found'],
  ['a path with a NUL', 'GET', '/v1/members/a%00b', {}, 400, 'invalid_request'],
  ['a path that is not UTF-8', 'GET', '/v1/members/%ff', {}, 400, 'malformed_request'],
  ['a path of 10,000 characters', 'GET', `/v1/members/${'x'.repeat(10_000)}`, {}, 414, 'path_too_long'],
  ['a route that is not there, with a body', 'POST', '/v1/nothing', { body: '{{{' }, 404, 'route_not_found'],
  ['an unknown method of a route', 'DELETE', '/v1/tiers', {}, 404, 'route_not_found'],
  ['no key', 'GET', '/v1/tiers', { token: null }, 401, 'unauthenticated'],
  ['a key that was made up', 'GET', '/v1/tiers', { token: `vafa_${'y'.repeat(44)}` }, 401, 'unknown_api_key'],
  ['a key with signs', 'GET', '/v1/tiers', { token: "vafa_'or'1'='1" }, 401, 'unknown_api_key'],
  ['no key and a body that is no JSON', 'POST', member, { token: null, body: '{{{' }, 401, 'unauthenticated'],
  ['a club that is a path', 'GET', '/v1/tiers', { club: '../../x' }, 404, 'club_not_found'],
  ['a club of 10,000 characters', 'GET', '/v1/tiers', { club: 'x'.repeat(10_000) }, 404, 'club_not_found'],
  [
    'an Idempotency-Key of 256',
    'POST',
    member,
    { key: 'k'.repeat(256), body: { name: 'A' } },
    400,
    'idempotency_key_invalid',
  ],
  [
    'an Idempotency-Key that is not printable',
    'POST',
    member,
    { key: 'k\u00e9', body: { name: 'A' } },
    400,
    'idempotency_key_invalid',
  ],
];

beforeAll(async () => {
  fixture = await openHttpFixture(services);
});
afterAll(() => fixture.close());

describe('hostile requests get a problem and reach no service', () => {
  test.each(cases)('%s', async (_name, method, url, { payload, ...request }, status, code) => {
    asked.clear();
    const given = payload ? { ...request, payload, headers: { ...json, ...request.headers } } : request;
    const answer = await ask(method, url, given);
    isProblem(answer, status, code);
    expect([...asked.keys()]).toEqual([]);
  });

  test('what is odd and allowed is taken: names that only look alike, signs in strings, the largest number', async () => {
    const body = '{"name":"a \\"name\\": {[ , 99999999999999999999","external_id":"__proto__"}';
    expect((await ask('POST', member, { body })).status).toBe(201);
    expect((await ask('PUT', '/v1/sessions/a', { body: { ...basket, lines: [line, line] } })).status).toBe(200);
    expect((await ask('GET', `${member}/${sara.id}`, { headers: { 'content-length': '0' } })).status).toBe(200);
    expect(
      (
        await ask('POST', member, {
          body: '{"name":"A"}',
          headers: { 'content-type': 'application/json; charset=UTF-8' },
        })
      ).status,
    ).toBe(201);
  });

  test('a number that would be rounded is pointed at', async () => {
    const { body } = await ask('PUT', '/v1/sessions/a', {
      body: '{"branch":"shop","till":"1","receipt":"1","lines":[{"sku":"A","quantity":1,"unit_price":"1"},{"sku":"A","quantity":12345678901234567890,"unit_price":"1"}]}',
    });
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/lines/1/quantity', code: 'number_too_large' })]);
  });
});
