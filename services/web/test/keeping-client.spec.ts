import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Asking, OperationId } from '@vafa/client';
import { KeepingClient, onRepeat, type Repeat } from '../src/api/keeping-client.ts';
import { keepFor } from '../src/api/mine.ts';
import { fakeStorage } from './fake-storage.ts';

const fetchBefore = globalThis.fetch;
const repeats = jest.fn<(repeat: Repeat) => void>();
let keys: (string | null)[];
/** What the club answers next; without one the answer is lost. */
let answers: (Response | undefined)[];
let made = 0;

const done = (): Response => Response.json({ id: 'x' });
const replayed = (status = 200, body: unknown = { id: 'x' }): Response =>
  Response.json(body, { status, headers: { 'idempotency-replayed': 'true' } });

beforeEach(() => {
  [keys, answers, made] = [[], [], 0];
  repeats.mockReset();
  onRepeat(repeats);
  const fetch = (_url: URL, { headers }: RequestInit): Promise<Response> => {
    keys.push(new Headers(headers).get('idempotency-key'));
    const answer = answers.shift();
    return answer === undefined ? Promise.reject(new TypeError('lost')) : Promise.resolve(answer);
  };
  Object.assign(globalThis, { sessionStorage: fakeStorage(), fetch });
  keepFor('stf_1');
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'sessionStorage');
  globalThis.fetch = fetchBefore;
});

/** Sends it from a form that is opened for this one try, or from one that bears this key. */
const tried = (id: OperationId, said: object, key = `key ${String(++made)}`): Promise<unknown> =>
  new KeepingClient({ url: 'http://club' })
    .call(id, ...([{ ...said, key }] as unknown as Asking<OperationId>))
    .catch((error: unknown) => error);

const given = { path: { member_id: 'mem_1' }, body: { points: 30, reason: 'late' } };

describe('a write that was done by a try whose answer was lost', () => {
  test('is told to be done once, under a new sign-in that cannot know by which try', async () => {
    const under = (csrfToken: string): Promise<unknown> =>
      new KeepingClient({ url: 'http://club', csrfToken }).call('adjustBalance', {
        ...(given as unknown as object),
        key: `key ${String(++made)}`,
      } as never);
    await under('one').catch(() => undefined);
    answers = [done()];
    await under('other');
    expect([keys, repeats.mock.calls]).toEqual([['key 1', 'key 1'], [['done-once']]]);
    // Under the same sign-in the gateway would know: the first try had not come through.
    await under('other').catch(() => undefined);
    answers = [done()];
    await under('other');
    expect([keys.slice(2), repeats.mock.calls.length]).toEqual([['key 3', 'key 3'], 1]);
  });

  test('is not done again by another form, which is told so', async () => {
    await tried('adjustBalance', given);
    answers = [replayed()];
    await tried('adjustBalance', given);
    expect([keys, repeats.mock.calls.length]).toEqual([['key 1', 'key 1'], 1]);
    // Now it is known: the next one is wanted on purpose.
    answers = [done()];
    await tried('adjustBalance', given);
    expect([keys[2], repeats.mock.calls.length]).toEqual(['key 3', 1]);
  });

  test('is told so neither where it is done only now, nor to the form that sent it, nor while it waits', async () => {
    await tried('adjustBalance', given);
    answers = [done()];
    await tried('adjustBalance', given);
    await tried('adjustBalance', given, 'own');
    answers = [replayed()];
    await tried('adjustBalance', given, 'own');
    await tried('adjustBalance', given);
    answers = [replayed(202, { approval: { id: 'apr_1' } })];
    await tried('adjustBalance', given);
    expect(repeats).not.toHaveBeenCalled();
  });
});

describe('what keeps no key', () => {
  test.each<[OperationId, object]>([
    ['changeStaff', { path: { staff_id: 's' }, body: { disabled: true } }],
    ['changeMe', { body: { name: 'Sara' } }],
    ['createTillCode', { body: { branch: 'b', till: '1' } }],
    ['checkIdentityProvider', { path: { provider_id: 'p' }, body: {} }],
    ['adjudicateLate', { query: { dry: 'true' }, body: {} }],
  ])('%s is done or looked at anew each time, also from the same form', async (id, said) => {
    await tried(id, said, 'own');
    answers = [done(), done()];
    await tried(id, said, 'own');
    await tried(id, said);
    expect(new Set(keys).size).toBe(3);
  });

  test.each<[OperationId, object]>([
    ['changeStaff', { path: { staff_id: 's' }, body: { name: 'Omid', revision: 3 } }],
    ['changeReward', { path: { reward_id: 'r' }, body: { open: false, version: 2 } }],
  ])('%s of what was seen keeps the key of its form, and no other one', async (id, said) => {
    await tried(id, said, 'own');
    answers = [done(), done()];
    await tried(id, said, 'own');
    await tried(id, said);
    expect(keys).toEqual(['own', 'own', 'key 1']);
  });
});

test('a version that was published by a lost try is not published twice', async () => {
  const rule = { body: { code: 'evenings', points: 1 } };
  await tried('publishEarningRule', rule);
  answers = [replayed()];
  await tried('publishEarningRule', rule);
  expect([keys, repeats.mock.calls.length]).toEqual([['key 1', 'key 1'], 1]);
});
