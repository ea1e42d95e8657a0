import { beforeEach, describe, expect, test } from '@jest/globals';
import { ApiProblem, NotReachable } from '@vafa/client';
import { Intent } from '../src/api/intent.ts';

const body = { member: 'mem_1', points: 40 };
let keys: string[] = [];
let intent: Intent;

/** Sends and notes the key; answers or raises what it is given. */
const sending =
  (outcome: unknown) =>
  (_body: unknown, key: string): Promise<unknown> => {
    keys.push(key);
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  };
const tried = (outcome: unknown, said: unknown = body): Promise<unknown> =>
  intent.run(said, sending(outcome)).catch((error: unknown) => error);

beforeEach(() => {
  keys = [];
  let made = 0;
  intent = new Intent(() => `key ${String(++made)}`);
});

describe('an intent', () => {
  test('answers what its write answers', async () => {
    expect(await tried({ id: 'ses_1' })).toEqual({ id: 'ses_1' });
    expect(keys).toEqual(['key 1']);
  });

  test.each([
    ['no answer at all', new NotReachable('http://club')],
    ['an answer of what stands between', new ApiProblem(502, 'unknown', '')],
    ['an unexpected error', new ApiProblem(500, 'internal', '')],
    ['an answer that the gateway is busy', new ApiProblem(503, 'service_unavailable', '')],
    ['an answer that it was too often', new ApiProblem(429, 'too_many_requests', '')],
    ['a write that still runs', new ApiProblem(409, 'idempotency_key_running', '')],
    ['a session that has ended', new ApiProblem(401, 'unauthenticated', '')],
  ])('keeps its key over %s', async (_what, error) => {
    expect(await tried(error)).toBe(error);
    expect(intent.isOpen).toBe(true);
    await tried(error);
    await tried('done', { points: 40, member: 'mem_1' });
    expect(keys).toEqual(['key 1', 'key 1', 'key 1']);
  });

  test.each([
    ['a refusal', new ApiProblem(409, 'balance_too_low', '')],
    ['a wrong field', new ApiProblem(400, 'invalid_request', '')],
    ['a fault of the page itself', new TypeError('no such field')],
    ['success', 'done'],
  ])('begins anew after %s, which was decided', async (_what, outcome) => {
    await tried(outcome);
    expect(intent.isOpen).toBe(false);
    await tried('done');
    expect(keys).toEqual(['key 1', 'key 2']);
  });

  test('is another one when something else is wanted', async () => {
    await tried(new NotReachable('http://club'));
    await tried('done', { ...body, points: 50 });
    expect(keys).toEqual(['key 1', 'key 2']);
  });

  test('is sent once by two presses', async () => {
    let answer: (text: string) => void = () => undefined;
    const slow = (_body: unknown, key: string): Promise<string> => {
      keys.push(key);
      return new Promise((resolve) => (answer = resolve));
    };
    const presses = [intent.run(body, slow), intent.run(body, slow)];
    answer('paid');
    expect(await Promise.all(presses)).toEqual(['paid', 'paid']);
    expect(keys).toEqual(['key 1']);
  });

  test('of before does not end the one of now', async () => {
    let fail: (error: Error) => void = () => undefined;
    const first = intent.run(body, () => new Promise((_resolve, reject) => (fail = reject)));
    await tried(new NotReachable('http://club'), { points: 1 });
    fail(new ApiProblem(409, 'balance_too_low', ''));
    await expect(first).rejects.toThrow();
    await tried('done', { points: 1 });
    expect(keys).toEqual(['key 2', 'key 2']);
  });
});

test('nothing at all is a body too', async () => {
  const intent = new Intent();
  await expect(intent.run(undefined, () => Promise.resolve('done'))).resolves.toBe('done');
});
