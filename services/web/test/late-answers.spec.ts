import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { fakeStorage } from './fake-storage.ts';

const asMember = { member_id: 'mem_1', csrf_token: 'token' };
const asStaff = { staff_id: 'stf_1', csrf_token: 'token', sign_out_url: null };

/** Where the club keeps whose page this is. */
const keptSignIn = 'vafa.club/narvan/me/sign-in';
const fetchBefore = globalThis.fetch;
/** Answers that the test gives when it likes, in the order in which they were asked for. */
let answers: ((status: number, body?: unknown) => Promise<void>)[];
let asked: string[];
let reloads: number;
let hear: ((event: { key: string; newValue: string | null }) => void)[];

beforeEach(() => {
  [answers, asked, reloads, hear] = [[], [], 0, []];
  const ask = ({ pathname }: URL): Promise<Response> =>
    new Promise((answer) => {
      asked.push(pathname);
      answers.push(async (status, body) => {
        const type = status < 400 ? 'application/json' : 'application/problem+json';
        const headers = { 'content-type': type };
        answer(new Response(body === undefined ? null : JSON.stringify(body), { status, headers }));
        await new Promise(setImmediate);
      });
    });
  Object.assign(globalThis, {
    location: { origin: 'http://127.0.0.1', pathname: '/club/narvan', reload: () => void reloads++ },
    addEventListener: (name: string, listener: (typeof hear)[number]) => name === 'storage' && hear.push(listener),
    localStorage: fakeStorage(),
    sessionStorage: fakeStorage(),
    fetch: ask,
  });
  jest.resetModules();
});
afterEach(() => {
  for (const name of ['location', 'addEventListener', 'localStorage', 'sessionStorage'])
    Reflect.deleteProperty(globalThis, name);
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

/** A member is signed in, has begun something, and sends a complaint when the sign-in has ended. */
const complaining = async () => {
  const { member } = await import('../src/club/member.ts');
  const { api } = await import('../src/api/client.ts');
  const { keepForMe, keptForMe } = await import('../src/api/mine.ts');
  localStorage.setItem(keptSignIn, JSON.stringify({ at: 0, value: asMember.member_id }));
  const reading = member.read();
  await answer(0, 200, asMember);
  await reading;
  keepForMe('draft', 'Nobody came.');
  const body = { subject: 'Cold bread', text: 'Nobody came.' };
  const sent = api.call('openMyComplaint', { body, key: 'k1' }).then(
    () => 'sent',
    () => 'refused',
  );
  await answer(1, 401, { code: 'sign_in_ended', status: 401 });
  expect(member.current()).toMatchObject({ stage: 'in', isOver: true });
  return { member, sent, left: () => [keptForMe('draft'), keptForMe('writes')] };
};
const begun = { request: 'req_1', code: '12345' };
const complaints = (): number => asked.filter((path) => path.endsWith('/complaints')).length;

test('what a member had sent is not sent for another one who signs in over the page', async () => {
  const { member, sent, left } = await complaining();
  const beginning = member.begin(begun);
  await answer(2, 200, { member_id: 'mem_2', csrf_token: 'other' });
  await beginning;
  expect(await sent).toBe('refused');
  expect([complaints(), reloads, left()]).toEqual([1, 1, [null, null]]);
  // Until the page is loaded anew it is the first member's, and after that the other one's.
  expect(member.current()).toMatchObject({ memberId: 'mem_1' });
  expect(localStorage.getItem(keptSignIn)).toMatch(/mem_2/);
});

test('what a member had sent goes on when the same member signs in over the page', async () => {
  const { member, sent } = await complaining();
  const beginning = member.begin(begun);
  await answer(2, 200, asMember);
  await beginning;
  await answer(3, 201, { id: 'cmp_1' });
  expect(await sent).toBe('sent');
  expect([complaints(), reloads]).toEqual([2, 0]);
});

test('what a member has begun goes from this window when the member signs out in another one', async () => {
  const { left } = await complaining();
  for (const each of hear) each({ key: 'vafa.left', newValue: 'mem_2' });
  expect(left()).toEqual(['Nobody came.', [expect.objectContaining({ key: 'k1' })]]);
  for (const each of hear) each({ key: 'vafa.left', newValue: 'mem_1' });
  expect(left()).toEqual([null, null]);
});
