import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import type { Services } from '../src/adapters/grpc/services.ts';
import { toBuffer } from '../src/adapters/mongo/collections.ts';
import { asking, isProblem } from './asking.ts';
import { demo, fakeServices, other, sara, shop, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);

let enrolments: { clubId: string; key: string; name: string }[] = [];
let enrol: () => Promise<void> = () => Promise.resolve();

const membership: Partial<Services['membership']> = {
  ...smallMembership,
  enrolMember: async ({ clubId, key, name }) => {
    enrolments.push({ clubId, key, name });
    await enrol();
    return { member: { ...sara, clubId, name } };
  },
  ensureBranches: ({ branches }) =>
    Promise.resolve({
      branches: branches.map(({ code, name }) => ({ ...shop, id: `brn_${code}`, code, name })),
    }),
};

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership }));
});
afterAll(() => fixture.close());

afterEach(() => {
  enrolments = [];
  enrol = () => Promise.resolve();
});

const makeKey = async (body: object, club = 'demo'): Promise<{ id: string; secret: string }> =>
  (await ask('POST', '/v1/api-keys', { body, club })).body as { id: string; secret: string };

describe('writes', () => {
  const body = { name: 'Sara' };

  test('a repeat gets the same status and body and is not executed', async () => {
    const first = await ask('POST', '/v1/members', { body, key: 'same' });
    const again = await ask('POST', '/v1/members', { body, key: 'same' });
    expect(first.status).toBe(201);
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, first.body, 'true']);
    expect(enrolments).toEqual([{ clubId: demo.id, key: 'c:admin:enrolMember:same', name: 'Sara' }]);
    isProblem(await ask('POST', '/v1/members', { body: { name: 'Reza' }, key: 'same' }), 422, 'idempotency_key_reused');
  });

  test('keys are told apart by client, club and route', async () => {
    await ask('POST', '/v1/members', { body, key: 'apart' });
    await ask('POST', '/v1/members', { body, key: 'apart', club: 'other' });
    const { id, secret } = await makeKey({ name: 'Other', verbs: ['*'] });
    await ask('POST', '/v1/members', { body, key: 'apart', token: secret });
    expect((await ask('POST', '/v1/branches', { body: { code: 'x' }, key: 'apart' })).status).toBe(201);
    expect(enrolments.map(({ clubId, key }) => [clubId, key])).toEqual([
      [demo.id, 'c:admin:enrolMember:apart'],
      [other.id, 'c:admin:enrolMember:apart'],
      [demo.id, `c:${id}:enrolMember:apart`],
    ]);
  });

  test('a refusal is kept as well', async () => {
    enrol = () =>
      Promise.reject(
        new DomainError('conflict', 'identity_taken', 'the card belongs to another member', { field: 'card' }),
      );
    const first = await ask('POST', '/v1/members', { body, key: 'refused' });
    isProblem(first, 409, 'identity_taken');
    expect(first.body.details).toEqual({ field: 'card' });
    enrol = () => Promise.resolve();
    const again = await ask('POST', '/v1/members', { body, key: 'refused' });
    expect(again.body).toEqual(first.body);
    expect(enrolments).toHaveLength(1);
  });

  test('what was malformed or could not be reached may be asked again under its key', async () => {
    isProblem(await ask('POST', '/v1/members', { body: { nam: 'Sara' }, key: 'fixed' }), 400, 'invalid_request');
    enrol = () => Promise.reject(new DomainError('unavailable', 'service_unavailable', 'membership is away'));
    isProblem(await ask('POST', '/v1/members', { body, key: 'fixed' }), 503, 'service_unavailable');
    enrol = () => Promise.resolve();
    expect((await ask('POST', '/v1/members', { body, key: 'fixed' })).status).toBe(201);
    expect(enrolments.map(({ key }) => key)).toEqual(['c:admin:enrolMember:fixed', 'c:admin:enrolMember:fixed']);
  });

  test('while the first is running a repeat is told so; a dead one is executed again under the same key', async () => {
    let finish: () => void = () => undefined;
    let began: () => void = () => undefined;
    const isRunning = new Promise<void>((resolve) => (began = resolve));
    enrol = () =>
      new Promise((resolve) => {
        finish = resolve;
        began();
      });
    const first = ask('POST', '/v1/members', { body, key: 'slow' });
    await isRunning;
    const meanwhile = await ask('POST', '/v1/members', { body, key: 'slow' });
    isProblem(meanwhile, 409, 'idempotency_key_running');
    expect(meanwhile.headers['retry-after']).toBe('1');
    fixture.clock.advance(61_000);
    const release = finish;
    enrol = () => Promise.resolve();
    expect((await ask('POST', '/v1/members', { body, key: 'slow' })).status).toBe(201);
    release();
    await first;
    expect(new Set(enrolments.map(({ key }) => key))).toEqual(new Set(['c:admin:enrolMember:slow']));
    expect(enrolments).toHaveLength(2);
  });

  test('kept answers are readable with the key of their client only', async () => {
    const made = await makeKey({ name: 'Secret till', verbs: ['*'] });
    await ask('POST', '/v1/members', { body: { name: 'Shirin' }, key: 'private' });
    const kept = await fixture.collections.requests.find({}).toArray();
    const answers = kept.flatMap(({ answer }) => (answer ? [toBuffer(answer)] : []));
    expect(answers.length).toBeGreaterThan(2);
    for (const secret of [made.secret, 'Shirin', 'Secret till'])
      expect(answers.filter((answer) => answer.includes(secret))).toEqual([]);
  });
});
