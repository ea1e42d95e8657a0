import { expect } from '@jest/globals';
import { expectDocumented } from './documented-codes.ts';
import type { HttpFixture } from './http-fixture.ts';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown>;
}

export interface Ask {
  /** Default: the administrator's. */
  readonly token?: string | null;
  /** Default: demo. */
  readonly club?: string | null;
  /** Idempotency-Key; a POST or PATCH gets a new one unless it is named. */
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Bytes instead of a body. */
  readonly payload?: Buffer;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Asking = (method: Method, url: string, ask?: Ask) => Promise<Answer>;

let keys = 0;

/** Asks the application without a network. */
export const asking =
  (fixture: () => HttpFixture): Asking =>
  async (method, url, { token, club = 'demo', key, body, headers, payload } = {}) => {
    const name = key === undefined && (method === 'POST' || method === 'PATCH') ? `key ${String(++keys)}` : key;
    const answer = await fixture().app.inject({
      method,
      url,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token ?? fixture().adminKey}` }),
        ...(club === null ? {} : { 'vafa-club': club }),
        ...(name ? { 'idempotency-key': name } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload && { payload }),
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const type = String(answer.headers['content-type']).split(';')[0] ?? '';
    const reply = {
      status: answer.statusCode,
      type,
      headers: answer.headers,
      body: type.endsWith('json') ? answer.json<Record<string, unknown>>() : { text: answer.body },
    };
    if (type === 'application/problem+json') expectDocumented(method, url, reply);
    return reply;
  };

export const isProblem = (answer: Answer, status: number, code: string): void => {
  expect({ status: answer.status, type: answer.type, code: answer.body.code }).toEqual({
    status,
    type: 'application/problem+json',
    code,
  });
  expect(answer.body).toMatchObject({
    type: `urn:vafa:problem:${code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    traceId: expect.any(String),
  });
};
