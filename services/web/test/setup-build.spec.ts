import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Progress, Told } from '../src/console/setup/build-club.ts';
import type { Draft } from '../src/console/setup/draft.ts';
import { newDraft } from '../src/console/setup/templates.ts';
import { fakeStorage } from './fake-storage.ts';

const before = globalThis.fetch;
const words = { tiers: ['Bronze', 'Silver', 'Gold'], reward: 'A gift', branch: 'Main' } as const;
const draft: Draft = {
  ...newDraft('0123456789abcdef', 'en', words),
  name: 'Naroon',
  staff: [{ id: '0', name: 'Sara', username: 'sara', role: 'cashier' }],
};

interface Asked {
  readonly what: string;
  readonly key: string | null;
  readonly body: string;
}
let asked: Asked[];
/** How the club answers a path: otherwise than by doing it. */
let answers: Map<string, () => Promise<Response>>;
let progress: Progress;
let told: Told | undefined;

const lost = () => Promise.reject(new TypeError('lost'));
const refused = () =>
  Promise.resolve(
    Response.json({ code: 'username_taken', title: 'somebody has this username', status: 409 }, { status: 409 }),
  );

beforeEach(() => {
  [asked, answers, progress, told] = [[], new Map(), { made: [] }, undefined];
  const fetch = (url: URL, { method = 'GET', headers, body }: RequestInit): Promise<Response> => {
    const what = `${method} ${url.pathname}`;
    asked.push({ what, key: new Headers(headers).get('idempotency-key'), body: String(body) });
    const answer = { username: 'sara', name: 'Sara', one_time_password: 'seven ships', code: 'ABCDE-FGHJK' };
    return (answers.get(what) ?? (() => Promise.resolve(Response.json(answer))))();
  };
  Object.assign(globalThis, { fetch, location: { origin: 'http://club' }, sessionStorage: fakeStorage() });
});
afterEach(() => {
  for (const name of ['sessionStorage', 'location']) Reflect.deleteProperty(globalThis, name);
  globalThis.fetch = before;
});

/** Builds on from where it stands, as a page that was loaded anew does; a code tells what failed. */
const build = async (answered: Draft = draft): Promise<unknown> => {
  const { buildClub } = await import('../src/console/setup/build-club.ts');
  const { told: known, failed } = await buildClub(answered, progress, (reached) => (progress = reached));
  told = known;
  return failed?.step.id;
};
const keysOf = (what: string): (string | null)[] => asked.filter((each) => each.what === what).map(({ key }) => key);

describe('a club that is made step by step', () => {
  test('tells once what its owner hands on, and every step is made under a key of its own', async () => {
    expect(await build()).toBeUndefined();
    expect(told).toEqual({
      passwords: [{ name: 'Sara', username: 'sara', password: 'seven ships' }],
      tillCode: 'ABCDE-FGHJK',
    });
    const keys = asked.flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(progress.open).toBeUndefined();
    expect(progress.made).toContain('staff-0');
  });

  test.each(['POST /v1/clubs', 'POST /v1/branches', 'POST /v1/earning-rules', 'POST /v1/rewards', 'POST /v1/staff'])(
    'keeps the key of %s whose answer was lost, also for another window, and gives it up once it is done',
    async (what) => {
      answers.set(what, lost);
      const failed = await build();
      expect(progress.open?.id).toBe(failed);
      const kept = JSON.parse(JSON.stringify(progress)) as Progress;
      Object.assign(globalThis, { sessionStorage: fakeStorage() });
      [progress, answers] = [kept, new Map()];
      expect(await build()).toBeUndefined();
      const [first, second, ...more] = keysOf(what);
      expect(first).toBe(kept.open?.key);
      expect([second, more]).toEqual([first, []]);
      expect(progress.open).toBeUndefined();
    },
  );

  test('sends what was refused and then mended under another key, and nothing before it again', async () => {
    answers.set('POST /v1/staff', refused);
    expect(await build()).toBe('staff-0');
    expect(progress.open).toBeUndefined();
    answers = new Map();
    expect(
      await build({ ...draft, staff: [{ id: '0', name: 'Sara', username: 'sara-2', role: 'cashier' }] }),
    ).toBeUndefined();
    const [first, second] = keysOf('POST /v1/staff');
    expect(first).not.toBe(second);
    expect(keysOf('POST /v1/clubs')).toHaveLength(1);
  });

  test('asks for a code of now, whatever became of the one that was asked for before', async () => {
    answers.set('POST /v1/till-codes', lost);
    expect(await build()).toBe('till');
    answers = new Map();
    expect(await build()).toBeUndefined();
    expect(new Set(keysOf('POST /v1/till-codes')).size).toBe(2);
  });
});
