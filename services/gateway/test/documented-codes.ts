import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Documented {
  readonly route: RegExp;
  readonly method: string;
  /** "409 session_closed". */
  readonly codes: ReadonlySet<string>;
}

interface Problem {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

type Responses = Readonly<Record<string, { readonly description: string }>>;

/** What is answered before, or without, an operation. */
const general: ReadonlySet<string> = new Set([
  '404 route_not_found',
  '414 path_too_long',
  '400 malformed_request',
  '429 too_many_requests',
]);
const unexpected = 500;

const codesIn = (responses: Responses): string[] =>
  Object.entries(responses).flatMap(([status, { description }]) =>
    [...description.matchAll(/^`(\w+)`: /gm)].map(([, code]) => `${status} ${code ?? ''}`),
  );

/** As it is generated from the declarations; `tools/generate.mjs --check` holds that it is. */
const openApi = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>;
};

const documented: readonly Documented[] = Object.entries(openApi.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { responses }]) => ({
    route: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    method: method.toUpperCase(),
    codes: new Set(codesIn(responses)),
  })),
);

/** Every problem that any spec meets must be one that its operation documents. */
export const expectDocumented = (method: string, url: string, { status, body }: Problem): void => {
  const [path = ''] = url.split('?');
  const operation = documented.find((one) => one.method === method && one.route.test(path));
  const problem = `${String(status)} ${String(body.code)}`;
  if (!operation || status >= unexpected || general.has(problem)) return;
  expect({ method, path, documented: [...operation.codes] }).toEqual({
    method,
    path,
    documented: expect.arrayContaining([problem]) as unknown,
  });
};
