import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { stages } from '../src/console/setup/check.ts';
import { keepSetup, keptSetup } from '../src/console/setup/kept-draft.ts';
import { newDraft } from '../src/console/setup/templates.ts';
import type { Setup } from '../src/console/setup/use-setup.ts';
import { fakeStorage } from './fake-storage.ts';
import { forgetPages, showHook } from './shown-hook.ts';

const before = globalThis.fetch;
const words = { tiers: ['Bronze', 'Silver', 'Gold'], reward: 'A gift', branch: 'Main' } as const;
const fresh = newDraft('0123456789abcdef', 'en', words);

/** What the club refuses, by what of its body. */
let refused: { readonly path: string; readonly said: string; readonly code: string }[];
let sent: Map<string, string[]>;

const answer = (url: URL, { body }: RequestInit): Promise<Response> => {
  const text = typeof body === 'string' ? body : '';
  const refusal = refused.find(({ path, said }) => url.pathname === path && text.includes(said));
  if (refusal !== undefined)
    return Promise.resolve(Response.json({ ...refusal, title: refusal.code, status: 409 }, { status: 409 }));
  sent.set(url.pathname, [...(sent.get(url.pathname) ?? []), text]);
  return Promise.resolve(Response.json({ ...(JSON.parse(text || '{}') as object), code: 'ABCDE-FGHJK' }));
};

beforeEach(() => {
  [refused, sent] = [[], new Map()];
  const storages = { sessionStorage: fakeStorage(), localStorage: fakeStorage() };
  Object.assign(globalThis, { fetch: answer, location: { origin: 'http://club' }, ...storages });
});
afterEach(() => {
  for (const name of ['sessionStorage', 'localStorage', 'location']) Reflect.deleteProperty(globalThis, name);
  globalThis.fetch = before;
});
afterAll(forgetPages);

/** The page as it is loaded: what was kept is all that it knows. */
const load = async () => {
  const { useSetup } = await import('../src/console/setup/use-setup.ts');
  return showHook(() => useSetup(() => fresh), undefined);
};
type Page = Awaited<ReturnType<typeof load>>;

const build = async (page: Page): Promise<Setup> => {
  await page.press(({ build }) => build());
  for (;;) {
    const setup = await page.press(() => undefined);
    if (!setup.isBusy) return setup;
  }
};

const bodiesOf = (path: string): unknown[] => (sent.get(path) ?? []).map((text) => JSON.parse(text) as unknown);

const person = (id: string, username: string) => ({ id, name: username, username, role: 'cashier' }) as const;
const two = { ...fresh, name: 'Naroon', staff: [person('0', 'sara'), person('1', 'maryam')] };

test('a second person who is refused, and again after a reload, is given another username and has an account', async () => {
  keepSetup({ draft: two, made: [] });
  refused = ['"maryam"', '"mary"'].map((said) => ({ path: '/v1/staff', said, code: 'username_taken' }));
  const first = await load();
  await first.press(({ goTo }) => goTo(stages.length - 1));
  expect(await build(first)).toMatchObject({ stage: 'staff', isDone: false });
  expect(first.got().isMade('staff-0')).toBe(true);
  expect(first.got().isMade('staff-1')).toBe(false);
  await first.leave();

  const page = await load();
  expect(page.got()).toMatchObject({ stage: 'start' });
  await page.press(({ back }) => back?.());
  expect(page.got()).toMatchObject({ stage: 'staff' });
  await page.press(({ change }) => change({ staff: [person('0', 'sara'), person('1', 'mary')] }));
  await page.press(({ next }) => next());
  expect(await build(page)).toMatchObject({ stage: 'staff', isDone: false });
  expect(page.got().isClosed('staff')).toBe(false);
  await page.press(({ change }) => change({ staff: [person('0', 'sara'), person('1', 'mary-2')] }));
  await page.press(({ next }) => next());
  expect(await build(page)).toMatchObject({ isDone: true, told: { tillCode: 'ABCDE-FGHJK' } });
  expect(bodiesOf('/v1/staff')).toMatchObject([{ username: 'sara' }, { username: 'mary-2' }]);
  expect(bodiesOf('/v1/clubs')).toHaveLength(1);
});

test('a row is known by its id: it is made whatever stood before it', async () => {
  keepSetup({ draft: two, made: [] });
  refused = [{ path: '/v1/staff', said: '"maryam"', code: 'username_taken' }];
  const page = await load();
  await page.press(({ goTo }) => goTo(stages.length - 1));
  await build(page);
  await page.press(({ change }) => change({ staff: [person('1', 'mary')] }));
  await page.press(({ next }) => next());
  expect(await build(page)).toMatchObject({ isDone: true });
  expect(bodiesOf('/v1/staff')).toMatchObject([{ username: 'sara' }, { username: 'mary' }]);
});

test('a second branch that is refused is named otherwise; a stage is closed once all of it is made', async () => {
  const branches = [
    { id: '0', name: 'Main' },
    { id: '1', name: 'North' },
  ];
  keepSetup({ draft: { ...two, branches }, made: [] });
  refused = [{ path: '/v1/branches', said: '"North"', code: 'branch_exists' }];
  const first = await load();
  await first.press(({ goTo }) => goTo(stages.length - 1));
  expect(await build(first)).toMatchObject({ stage: 'branches' });
  await first.leave();
  const page = await load();
  expect(page.got().isClosed('club')).toBe(true);
  expect(page.got().isClosed('branches')).toBe(false);
  await page.press(({ goTo }) => goTo(stages.indexOf('branches')));
  await page.press(({ change }) =>
    change({
      branches: [
        { id: '0', name: 'Main' },
        { id: '1', name: 'South' },
      ],
    }),
  );
  await page.press(({ goTo }) => goTo(stages.length - 1));
  expect(await build(page)).toMatchObject({ isDone: true });
  expect(page.got().isClosed('branches')).toBe(true);
  expect(bodiesOf('/v1/branches')).toMatchObject([{ name: 'Main' }, { name: 'South' }]);
});

test('a code of a till that is refused is asked for again where it was asked for', async () => {
  keepSetup({ draft: two, made: [] });
  refused = [{ path: '/v1/till-codes', said: '', code: 'too_many' }];
  const page = await load();
  await page.press(({ goTo }) => goTo(stages.length - 1));
  expect(await build(page)).toMatchObject({ stage: 'start', isDone: false });
  refused = [];
  expect(await build(page)).toMatchObject({ isDone: true, told: { tillCode: 'ABCDE-FGHJK' } });
});

test('rows that were kept without an id are those of their places, as what is made of them was', () => {
  const [sara, maryam] = two.staff.map(({ id: _, ...row }) => row);
  const old = { ...two, branches: [{ name: 'Main' }], staff: [sara, maryam] };
  localStorage.setItem('vafa.setup', JSON.stringify({ draft: old, made: ['branch-0', 'staff-0'] }));
  const { draft, made } = keptSetup(fresh);
  expect(draft.staff.map(({ id, username }) => [id, username])).toEqual([
    ['0', 'sara'],
    ['1', 'maryam'],
  ]);
  expect(draft.branches).toEqual([{ id: '0', name: 'Main' }]);
  expect(made).toEqual(['branch-0', 'staff-0']);
});
