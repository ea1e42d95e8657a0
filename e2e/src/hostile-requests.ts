import { gzipSync } from 'node:zlib';
import type { Dice } from './dice.ts';

/** One operation of the OpenAPI document, as far as requests are made of it. */
export interface FuzzedOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly string[];
  /** An example of its body; undefined when it takes none. */
  readonly example: unknown;
  readonly takesFile: boolean;
}

export interface HostileRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content?: Readonly<
      Record<string, { readonly schema?: { readonly $ref?: string; readonly example?: unknown } }>
    >;
  };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly example?: unknown }>> };
}

/** What a gateway says of itself. */
export const documentOf = async (url: string): Promise<OpenApi> =>
  (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;

export const operationsOf = ({ paths, components }: OpenApi): FuzzedOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]): FuzzedOperation => {
      const schema = requestBody?.content?.['application/json']?.schema;
      const named = schema?.$ref?.split('/').at(-1) ?? '';
      return {
        method: method.toUpperCase(),
        path,
        parameters: parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : [])),
        example: schema ? (schema.example ?? components.schemas[named]?.example ?? {}) : undefined,
        takesFile: requestBody?.content?.['multipart/form-data'] !== undefined,
      };
    }),
  );

const texts = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'null',
  'true',
  '[]',
  '{"$gt":""}',
  "' OR 1=1 --",
  '../../etc/passwd',
  '\0',
  '\u202egnp.exe',
  '\ud800',
  '\ufeff',
  'ي‌ک',
  'é'.repeat(500),
  'x'.repeat(5_000),
  '=HYPERLINK("x")',
  '2026-02-30T00:00:00Z',
  '9999-12-31T23:59:59Z',
  'NaN',
  '０１２',
  '%',
  '%zz',
  '__proto__',
  'constructor',
  'b',
  'demo',
];
const values: readonly unknown[] = [
  ...texts,
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e15,
  -(2 ** 53),
  2 ** 53 - 1,
  [],
  {},
  [[[[]]]],
  { $ne: null },
  Array.from({ length: 2_000 }, () => 0),
  Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`k${String(n)}`, n])),
];

/** A copy in which one place, chosen at random, is something else, is gone, or has something beside it. */
const changed = (value: unknown, random: Dice): unknown => {
  const isLeaf = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
  if (isLeaf || random.chance(0.15)) return random.pick(values);
  if (Array.isArray(value)) {
    const place = random.below(value.length);
    if (random.chance(0.1)) return Array.from({ length: random.below(3_000) }, () => value[place] as unknown);
    return value.map((item, index) => (index === place ? changed(item, random) : (item as unknown)));
  }
  const entries = Object.entries(value);
  const place = random.below(entries.length);
  if (random.chance(0.15)) return Object.fromEntries(entries.filter((_, index) => index !== place));
  if (random.chance(0.1)) return Object.fromEntries([...entries, [random.pick(texts), random.pick(values)]]);
  return Object.fromEntries(
    entries.map(([name, item], index) => [name, index === place ? changed(item, random) : item]),
  );
};

/** Bytes that are wrong in one place: cut off, overwritten, doubled, encoded. */
const damaged = (bytes: Buffer, random: Dice): Buffer => {
  const place = random.below(bytes.length + 1);
  const ways: readonly (() => Buffer)[] = [
    () => bytes.subarray(0, place),
    () => Buffer.concat([bytes.subarray(0, place), Buffer.of(random.below(256)), bytes.subarray(place + 1)]),
    () => Buffer.concat([bytes, bytes]),
    () => Buffer.from(bytes.toString('utf8'), 'utf16le'),
    () => gzipSync(bytes),
    () => Buffer.from('['.repeat(50_000)),
    () => Buffer.from(`{"a":1,"a":${'9'.repeat(400)}}`),
    () => Buffer.from(Array.from({ length: random.below(400) }, () => random.below(256))),
  ];
  return random.pick(ways)();
};

const filled = (path: string, random: Dice): string =>
  path.replace(/\{\w+\}/g, () => encodeURIComponent(random.pick(texts).replaceAll('\ud800', '') || 'x'));

const queryOf = ({ parameters }: FuzzedOperation, random: Dice): string => {
  const names = [...parameters, ...(random.chance(0.1) ? ['unknown', '__proto__', 'page_token'] : [])].filter(() =>
    random.chance(0.5),
  );
  const parts = names.flatMap((name) =>
    Array.from(
      { length: random.chance(0.1) ? 2 : 1 },
      () => `${name}=${encodeURIComponent(random.pick(texts).replaceAll('\ud800', ''))}`,
    ),
  );
  return parts.length > 0 ? `?${parts.join('&')}` : '';
};

const form = (content: Buffer, random: Dice): { readonly body: Buffer; readonly type: string } => {
  const head = `--fuzz\r\ncontent-disposition: form-data; name="${random.chance(0.8) ? 'file' : 'other'}"; filename="f.csv"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--fuzz--\r\n')]);
  return { body: random.chance(0.3) ? damaged(body, random) : body, type: 'multipart/form-data; boundary=fuzz' };
};

const bodyOf = (operation: FuzzedOperation, random: Dice): { readonly body?: Buffer; readonly type?: string } => {
  if (operation.takesFile) return form(damaged(Buffer.from('InvoiceNo,StockCode,Quantity\n1,A,2\n'), random), random);
  if (operation.example === undefined) return {};
  const body = Buffer.from(
    JSON.stringify(random.chance(0.85) ? changed(operation.example, random) : operation.example),
  );
  return {
    body: random.chance(0.25) ? damaged(body, random) : body,
    type: random.chance(0.93)
      ? 'application/json'
      : random.pick(['text/plain', 'application/json; charset=utf-16', 'multipart/form-data; boundary=x', 'x']),
  };
};

/** A request of this operation that is wrong in some way, or happens to be right. */
export const hostileRequest = (operation: FuzzedOperation, random: Dice, key: string): HostileRequest => {
  const { body, type } = bodyOf(operation, random);
  const headers = {
    ...(random.chance(0.95) && {
      authorization: `Bearer ${random.chance(0.97) ? key : random.pick(['vafa_x', `vafa_${'z'.repeat(44)}`])}`,
    }),
    ...(random.chance(0.95) && {
      'vafa-club': random.chance(0.95) ? 'demo' : random.pick(['nowhere', '../x', 'x'.repeat(3_000)]),
    }),
    ...(operation.method === 'POST' &&
      random.chance(0.95) && {
        'idempotency-key': random.chance(0.9) ? `fuzz-${String(random.below(1_000_000))}` : 'k'.repeat(300),
      }),
    ...(type !== undefined && { 'content-type': type }),
    ...(random.chance(0.03) && { 'content-encoding': random.pick(['gzip', 'br', 'identity, identity']) }),
    ...(random.chance(0.05) && { traceparent: random.pick(['00-x-y-01', '0'.repeat(200)]) }),
  };
  return {
    method: operation.method,
    url: `${filled(operation.path, random)}${queryOf(operation, random)}`,
    headers,
    ...(body && { body }),
  };
};
