import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ApiProblem, NotReachable } from '@vafa/client';
import { forgetMine, keepFor } from '../src/api/mine.ts';
import { underOpenKey } from '../src/api/open-writes.ts';
import { fakeStorage } from './fake-storage.ts';

const lost = new NotReachable('http://club');
const sara = { place: 'adjust Sara', body: { points: 40, reason: 'late' }, by: 'one', sets: false };
let keys: string[];
let made = 0;

/** A form that is opened for this one try. */
const tried = (write: typeof sara, outcome: unknown = 'done'): Promise<unknown> =>
  underOpenKey(write, `key ${String(++made)}`, (key) => {
    keys.push(key);
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  }).catch((error: unknown) => error);

beforeEach(() => {
  keys = [];
  made = 0;
  Object.assign(globalThis, { sessionStorage: fakeStorage(), localStorage: fakeStorage() });
  keepFor('stf_1');
});
afterEach(() => {
  for (const name of ['sessionStorage', 'localStorage']) Reflect.deleteProperty(globalThis, name);
});

describe('a write whose answer was lost', () => {
  test('is the same write when the same is sent from a new form, and is over then', async () => {
    expect(await tried(sara, lost)).toBe(lost);
    expect(await tried({ ...sara, body: { reason: 'late', points: 40 } })).toBe('done');
    await tried(sara);
    expect(keys).toEqual(['key 1', 'key 1', 'key 3']);
  });

  test('is another one when something else is sent, or to somebody else; the first stays open', async () => {
    await tried(sara, lost);
    await tried({ ...sara, body: { points: 41, reason: 'late' } });
    await tried({ ...sara, place: 'adjust Mina' });
    await tried(sara);
    expect(keys).toEqual(['key 1', 'key 2', 'key 3', 'key 1']);
  });

  test('is over once it was refused', async () => {
    await tried(sara, lost);
    await tried(sara, new ApiProblem(409, 'balance_too_low', ''));
    await tried(sara);
    expect(keys).toEqual(['key 1', 'key 1', 'key 3']);
  });

  test('that sets something is wanted anew once something else was set', async () => {
    const rule = { place: 'publish', body: { points: 1, reason: '' }, by: 'one', sets: true };
    await tried(rule, lost);
    await tried({ ...rule, body: { points: 2, reason: '' } });
    await tried(rule);
    expect(keys).toEqual(['key 1', 'key 2', 'key 3']);
  });

  test('is nobody else’s, and nothing of it stays when its owner signs out', async () => {
    await tried(sara, lost);
    forgetMine();
    keepFor('stf_1');
    await tried(sara, lost);
    keepFor('stf_2');
    await tried(sara);
    expect(keys).toEqual(['key 1', 'key 2', 'key 3']);
    expect(localStorage.length).toBe(0);
  });

  test('is kept as a digest: what was written is not in the storage', async () => {
    await tried(sara, lost);
    expect(sessionStorage.getItem('vafa.mine/writes')).toMatch(/key 1/);
    expect(sessionStorage.getItem('vafa.mine/writes')).not.toMatch(/late|Sara/);
  });

  test('goes on without storage, as one that is not kept', async () => {
    Reflect.deleteProperty(globalThis, 'sessionStorage');
    await tried(sara, lost);
    await tried(sara);
    expect(keys).toEqual(['key 1', 'key 2']);
  });
});
