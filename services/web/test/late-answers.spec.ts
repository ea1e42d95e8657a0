import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

const asMember = { member_id: 'mem_1', csrf_token: 'token' };
const asStaff = { staff_id: 'stf_1', csrf_token: 'token', sign_out_url: null };

/** Where the club keeps whose page this is. */
const keptSignIn = 'vafa.club/narvan/me/sign-in';
const fetchBefore = globalThis.fetch;
/** Answers that the test gives when it likes, in the order in which they were asked for. */
let answers: ((status: number, body?: unknown) => Promise<void>)[];

beforeEach(() => {
  answers = [];
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    key: (at: number) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
  const ask = (): Promise<Response> =>
    new Promise((answer) => {
      answers.push(async (status, body) => {
        const type = status < 400 ? 'application/json' : 'application/problem+json';
        const headers = { 'content-type': type };
        answer(new Response(body === undefined ? null : JSON.stringify(body), { status, headers }));
        await new Promise(setImmediate);
      });
    });
  Object.assign(globalThis, {
    location: { origin: 'http://127.0.0.1', pathname: '/club/narvan', reload: () => undefined },
    addEventListener: () => undefined,
    localStorage: storage,
    fetch: ask,
  });
  jest.resetModules();
});
afterEach(() => {
  for (const name of ['location', 'addEventListener', 'localStorage']) Reflect.deleteProperty(globalThis, name);
  globalThis.fetch = fetchBefore;
});

const answer = async (at: number, status: number, body?: unknown): Promise<void> => {
  while (answers[at] === undefined) await new Promise(setImmediate);
  await answers[at](status, body);
};

test('a member who has left stays out, whatever is answered to what was asked before', async () => {
  const { member } = await import('../src/club/member.ts');
  localStorage.setItem(keptSignIn, JSON.stringify({ at: 0, value: asMember.member_id }));
  const reading = member.read();
  expect(member.current()).toMatchObject({ stage: 'in', memberId: 'mem_1' });
  const ending = member.end('everywhere');
  await answer(1, 204);
  await ending;
  expect(member.current()).toEqual({ stage: 'out' });
  await answer(0, 200, asMember);
  await reading;
  expect(member.current()).toEqual({ stage: 'out' });
});

test('who works and has left stays out, although another window was found signed in', async () => {
  const { session } = await import('../src/sign-in/session.ts');
  const { api } = await import('../src/api/client.ts');
  const reading = session.read();
  await answer(0, 200, asStaff);
  await reading;
  expect(session.current()).toMatchObject({ stage: 'in', asks: 'nothing' });
  const refused = api.call('listStaff').catch(() => undefined);
  await answer(1, 401, { code: 'sign_in_ended', status: 401 });
  expect(session.current()).toMatchObject({ stage: 'in', asks: 'sign-in' });
  const looking = session.lookAgain();
  session.leave();
  await answer(2, 200, asStaff);
  await Promise.all([looking, refused]);
  expect(session.current()).toEqual({ stage: 'out' });
});

// Each door is a page of its own, so only the one of the test is loaded.
test.each([
  ['member', async () => (await import('../src/club/member.ts')).member, asMember],
  ['staff', async () => (await import('../src/sign-in/session.ts')).session, asStaff],
] as const)('a sign-in that has ended is left without signing in again: %s', async (_who, load, person) => {
  localStorage.setItem(keptSignIn, JSON.stringify({ at: 0, value: asMember.member_id }));
  const door = await load();
  const reading = door.read();
  await answer(0, 200, person);
  await reading;
  const ending = door.end('here');
  await answer(1, 401, { code: 'sign_in_ended', status: 401 });
  await ending;
  expect(door.current()).toEqual({ stage: 'out' });
});
