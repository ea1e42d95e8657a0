import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isProblem, type Asking, type Method } from './asking.ts';
import { signedIn } from './browser.ts';
import { asWhoeverMay, filled } from './every-caller.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Documented {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly example?: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

type Route = readonly [method: Method, path: string, operation: Documented];

let fixture: HttpFixture;
let document: OpenApi;
let routes: readonly Route[] = [];
let ask: Asking;
const { services, asked } = fullServices();

beforeAll(async () => {
  fixture = await openHttpFixture(services);
  const { browser } = await signedIn(() => fixture, { username: 'boss', roles: ['administrator'] });
  ask = await asWhoeverMay(() => fixture, browser);
  asked.clear();
  document = (await fixture.app.inject({ url: '/openapi.json' })).json<OpenApi>();
  routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => [method.toUpperCase() as Method, path, operation]),
  );
});
afterAll(() => fixture.close());

const resolved = (schema: Schema): Schema => {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
};

/** The schemas right below one, with the places at which they stand. */
const below = (schema: Schema): (readonly [string, Schema])[] => [
  ...Object.entries(schema.properties ?? {}),
  ...(schema.items ? [['*', schema.items] as const] : []),
  ...(typeof schema.additionalProperties === 'object' ? [['*', schema.additionalProperties] as const] : []),
  ...[schema.anyOf, schema.oneOf, schema.allOf].flatMap((several = []) => several.map((one) => ['', one] as const)),
];

/** Places of a body at which any field at all would be taken. */
const open = (schema: Schema, place: string, seen: ReadonlySet<Schema> = new Set()): string[] => {
  const here = resolved(schema);
  if (seen.has(here)) return [];
  const isOpen = here.properties !== undefined && here.additionalProperties !== false;
  return [
    ...(isOpen ? [place] : []),
    ...below(here).flatMap(([name, next]) => open(next, `${place}/${name}`, new Set([...seen, here]))),
  ];
};

/** A copy for each object in a value, that one with a field that no schema knows; and the place of the field. */
const withUndeclared = (value: unknown, place = ''): (readonly [place: string, value: unknown])[] => {
  if (typeof value !== 'object' || value === null) return [];
  const here = Array.isArray(value) ? [] : [[`${place}/undeclared`, { ...value, undeclared: 1 }] as const];
  const deeper = Object.entries(value).flatMap(([name, item]) =>
    withUndeclared(item, `${place}/${name}`).map(([at, changed]) => {
      const copy: object = Array.isArray(value) ? value.with(Number(name), changed) : { ...value, [name]: changed };
      return [at, copy] as const;
    }),
  );
  return [...here, ...deeper];
};

describe('what an operation does not declare is refused, by every operation', () => {
  test('a query parameter', async () => {
    expect(routes.length).toBeGreaterThan(60);
    for (const [method, path] of routes) {
      const answer = await ask(method, `${filled(path)}?undeclared=1`);
      isProblem(answer, 400, 'invalid_request');
      expect({ method, path, errors: answer.body.errors }).toEqual({
        method,
        path,
        errors: [expect.objectContaining({ parameter: 'undeclared', code: 'unknown_parameter' })],
      });
    }
    expect([...asked.keys()]).toEqual([]);
  });

  test('a condition, but where it is documented: who sets one must not be answered as if there were none', async () => {
    const conditions = [
      ['If-Match', '"3"'],
      ['If-Unmodified-Since', 'Sat, 01 Jan 2028 00:00:00 GMT'],
      ['If-None-Match', '*'],
    ] as const;
    const judged: string[] = [];
    for (const [method, path, { parameters = [] }] of routes) {
      for (const [name, value] of conditions) {
        if (parameters.some((parameter) => parameter.in === 'header' && parameter.name === name))
          judged.push(`${method} ${path} ${name}`);
        else if (name !== 'If-None-Match' || method !== 'GET') {
          const { body } = await ask(method, filled(path), { headers: { [name]: value } });
          expect({ method, path, errors: body.errors }).toEqual({
            method,
            path,
            errors: [expect.objectContaining({ parameter: name, code: 'unknown_parameter' })],
          });
        }
      }
    }
    expect(judged).toEqual(['PATCH /v1/members/{member_id} If-Match', 'PUT /v1/promotions/{code} If-Match']);
    expect([...asked.keys()]).toEqual([]);
  });

  test('and no header that browsers, caches and proxies add by themselves', async () => {
    const added = {
      accept: 'text/html, */*',
      'accept-encoding': 'gzip, br',
      'accept-language': 'fa, en;q=0.5',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
      cookie: 'a=1',
      dnt: '1',
      forwarded: 'for=192.0.2.1;proto=https',
      'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT',
      origin: 'http://localhost:80',
      pragma: 'no-cache',
      priority: 'u=1, i',
      range: 'bytes=0-',
      referer: 'https://club.example/',
      'sec-fetch-mode': 'cors',
      te: 'trailers',
      'upgrade-insecure-requests': '1',
      'user-agent': 'Mozilla/5.0',
      via: '1.1 proxy',
      'x-forwarded-for': '192.0.2.1',
      'x-request-id': 'r1',
    };
    for (const [method, path] of routes) {
      const headers = { ...added, ...(method === 'GET' && { 'if-none-match': '"3"' }) };
      const { body } = await ask(method, `${filled(path)}?undeclared=1`, { headers });
      expect({ method, path, errors: body.errors }).toEqual({
        method,
        path,
        errors: [expect.objectContaining({ parameter: 'undeclared' })],
      });
    }
    expect((await ask('GET', '/v1/members', { headers: { ...added, 'if-none-match': '"3"' } })).status).toBe(200);
  });

  test('of what is asked without a controller too', async () => {
    for (const path of ['/', '/openapi.json'])
      isProblem(await ask('GET', `${path}?undeclared=1`), 400, 'invalid_request');
  });

  test('while every parameter that it documents is known', async () => {
    for (const [method, path, { parameters = [] }] of routes) {
      const names = parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : []));
      const { body } = await ask(
        method,
        `${filled(path)}?${[...names, 'undeclared'].map((name) => `${name}=1`).join('&')}`,
      );
      expect({ method, path, errors: body.errors }).toEqual({
        method,
        path,
        errors: [expect.objectContaining({ parameter: 'undeclared' })],
      });
    }
  });

  test('a field of a body, as its schema says of every object in it', () => {
    const bodies = routes.flatMap(([method, path, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema === undefined ? [] : [[`${method} ${path}`, schema] as const];
    });
    expect(bodies.length).toBeGreaterThan(20);
    expect(bodies.flatMap(([route, schema]) => open(schema, route))).toEqual([]);
  });

  test('a field of a body, at every object of the documented example', async () => {
    for (const [method, path, { requestBody }] of routes) {
      const schema = requestBody?.content['application/json']?.schema;
      if (schema === undefined) continue;
      const example = schema.example ?? resolved(schema).example ?? {};
      for (const [pointer, body] of withUndeclared(example)) {
        // Campaigns judges the terms of a promotion, and refuses what it does not know there.
        if (pointer.startsWith('/terms/')) continue;
        asked.clear();
        const answer = await ask(method, filled(path), { body });
        isProblem(answer, 400, 'invalid_request');
        expect({ method, path, pointer, errors: answer.body.errors }).toMatchObject({
          errors: expect.arrayContaining([expect.objectContaining({ pointer, code: 'unknown_field' })]) as unknown,
        });
        // A voucher's code is looked up before the body is judged, so that guesses are braked whatever stands in it.
        expect([...asked.keys()].filter((name) => name !== 'getVoucher')).toEqual([]);
      }
    }
  });

  test.each(['; filename="f.csv"', ''])('a part of a form%s', async (filename) => {
    const forms = routes.filter(([, , { requestBody }]) => requestBody?.content['multipart/form-data'] !== undefined);
    expect(forms).toHaveLength(1);
    for (const [method, path] of forms) {
      const payload = Buffer.from(
        `--b\r\ncontent-disposition: form-data; name="undeclared"${filename}\r\n\r\n1\r\n--b--\r\n`,
      );
      const answer = await ask(method, path, {
        payload,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      });
      isProblem(answer, 400, 'invalid_request');
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/undeclared', code: 'unknown_field' })]);
    }
  });
});
