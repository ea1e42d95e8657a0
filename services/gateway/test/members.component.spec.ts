import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CorrectMemberRequest, FindMembersRequest } from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import { asking, isProblem } from './asking.ts';
import { demo, fakeServices, sara, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);
const full = {
  ...sara,
  name: 'Sara Ahmadi',
  email: 'sara@example.org',
  cardNumber: '6219000123',
  birthDate: '1990-04-17',
  revision: 3,
};
const corrections: CorrectMemberRequest[] = [];
const finds: FindMembersRequest[] = [];

const makeKey = async (body: object): Promise<string> =>
  (await ask('POST', '/v1/api-keys', { body })).body.secret as string;
let till: string;

beforeAll(async () => {
  fixture = await openHttpFixture(
    fakeServices({
      membership: {
        ...smallMembership,
        getMember: ({ memberId }) =>
          memberId === full.id
            ? Promise.resolve({ member: full })
            : Promise.reject(new DomainError('not_found', 'member_not_found', 'no such member')),
        findMembers: (request) => {
          finds.push(request);
          return Promise.resolve({
            members: request.criterion?.value === 'nobody' ? [] : [full],
            nextPageToken: 'more',
          });
        },
        enrolMember: ({ phone }) =>
          phone === full.phone
            ? Promise.reject(new DomainError('conflict', 'identity_taken', 'taken', { kind: 'phone' }))
            : Promise.resolve({ member: full }),
        correctMember: (request) => {
          corrections.push(request);
          if (request.revision !== 0 && request.revision !== full.revision)
            return Promise.reject(new DomainError('conflict', 'member_changed', 'changed', { revision: '3' }));
          return Promise.resolve({ member: { ...full, revision: 4 } });
        },
      },
    }),
  );
});
beforeEach(async () => {
  till = await makeKey({ name: 'Till', verbs: ['*'], branches: ['shop'] });
  finds.length = 0;
  corrections.length = 0;
});
afterAll(() => fixture.close());

const masked = {
  id: full.id,
  name: 'Sara Ahmadi',
  phone: '••••6789',
  email: null,
  card: '••••0123',
  birth_date: null,
  masked: true,
};

describe('a key that is bound to branches', () => {
  test.each([
    '/v1/members',
    '/v1/members?page_size=200',
    '/v1/members?q=sa',
    '/v1/members?q=.%20s%20a',
    `/v1/members?q=${encodeURIComponent('王')}`,
  ])('does not list: %s', async (url) => {
    isProblem(await ask('GET', url, { token: till }), 403, 'look_up_only');
    expect(finds).toEqual([]);
  });

  test.each(['phone=09123456789', 'card=6219000123', 'external_id=17850', 'q=ahm', `q=${encodeURIComponent('王小')}`])(
    'looks up by %s, masked, one page of ten',
    async (query) => {
      const answer = await ask('GET', `/v1/members?page_size=200&${query}`, { token: till });
      expect(answer.body).toMatchObject({ items: [masked], next_page_token: '' });
      expect(finds).toMatchObject([{ clubId: demo.id, page: { pageSize: 10, pageToken: '' } }]);
      expect(JSON.stringify(answer.body)).not.toMatch(/912345|sara@|1990|621900/);
    },
  );

  test('sees a member by its id masked, also after correcting it', async () => {
    expect((await ask('GET', `/v1/members/${full.id}`, { token: till })).body).toMatchObject(masked);
    expect((await ask('PATCH', `/v1/members/${full.id}`, { token: till, body: { name: 'Sara' } })).body).toMatchObject(
      masked,
    );
    corrections.length = 0;
    isProblem(await ask('GET', `/v1/members/${full.id}/corrections`, { token: till }), 403, 'branch_bound');
  });

  test('sees and lists all with the verb for personal data', async () => {
    const desk = await makeKey({ name: 'Desk', verbs: ['members:read', 'members:personal'], branches: ['shop'] });
    expect((await ask('GET', '/v1/members', { token: desk })).body).toMatchObject({
      items: [{ phone: full.phone, email: full.email, birth_date: '1990-04-17', masked: false }],
    });
  });

  test('is braked when it guesses, and a busy till is not', async () => {
    const [guess, serve] = [
      () => ask('GET', '/v1/members?external_id=nobody', { token: till }),
      (token: string) => ask('GET', '/v1/members?external_id=17850', { token }),
    ];
    const statuses: number[] = [];
    for (let each = 0; each < 30; each++) statuses.push((await guess()).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(24);
    const refused = await guess();
    isProblem(refused, 429, 'too_many_requests');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    isProblem(await ask('GET', '/v1/members/mem_unknown', { token: till }), 429, 'too_many_requests');
    const other = await makeKey({ name: 'Other till', verbs: ['members:read'], branches: ['shop'] });
    for (let minute = 0; minute < 3; minute++) {
      for (let each = 0; each < 60; each++) expect((await serve(other)).status).toBe(200);
      fixture.clock.advance(60_000);
    }
    expect((await guess()).status).toBe(200);
  });
});

test('a key that is bound to branches cannot ask by enrolling, either', async () => {
  const statuses: number[] = [];
  for (let each = 0; each < 26; each++)
    statuses.push((await ask('POST', '/v1/members', { token: till, body: { phone: full.phone } })).status);
  expect([statuses.filter((status) => status === 409).length, statuses.at(-1)]).toEqual([24, 429]);
});

describe('a key of the whole club', () => {
  test('lists in full', async () => {
    const answer = await ask('GET', '/v1/members?page_size=200');
    expect(answer.body.items).toMatchObject([
      { phone: full.phone, email: full.email, masked: false, revision: 3, member_since: '2025-11-02T00:00:00.000Z' },
    ]);
    expect(answer.body.next_page_token).not.toBe('');
  });
});

describe('a key that sees members masked', () => {
  const hidden = [
    { phone: '+447700900123' },
    { phone: null },
    { email: 'new@example.org' },
    { card: '1' },
    { birth_date: null },
    { name: 'Sara', card: null },
  ];

  test.each(hidden)('does not change what it does not see: %j', async (body) => {
    for (const id of [full.id, 'mem_unknown'])
      isProblem(await ask('PATCH', `/v1/members/${id}`, { token: till, body }), 403, 'look_up_only');
    expect(corrections).toEqual([]);
  });

  test('changes what it sees, and all where it was given the verb for personal data by its name', async () => {
    expect(
      (
        await ask('PATCH', `/v1/members/${full.id}`, {
          token: till,
          body: { name: 'Sara', external_id: '7', consents: [{ purpose: 'sms', granted: false }] },
        })
      ).status,
    ).toBe(200);
    const seeing = await makeKey({ name: 'Desk', verbs: ['members:write', 'members:personal'], branches: ['shop'] });
    for (const body of hidden)
      expect((await ask('PATCH', `/v1/members/${full.id}`, { token: seeing, body })).status).toBe(200);
  });
});

describe('a correction', () => {
  const correct = (body: object, headers: Record<string, string> = {}) =>
    ask('PATCH', `/v1/members/${full.id}`, { body, headers });

  test('names the fields that change; null takes a value away; the key says who asks', async () => {
    const answer = await correct({
      phone: '\u202a+98 912 345 6798\u202c',
      email: null,
      card: '7',
      consents: [{ purpose: 'sms', granted: false }],
      reason: 'lost',
    });
    expect(answer.body).toMatchObject({ id: full.id, revision: 4 });
    expect(corrections).toEqual([
      expect.objectContaining({
        clubId: demo.id,
        memberId: full.id,
        by: 'admin',
        reason: 'lost',
        revision: 0,
        phone: '\u202a+98 912 345 6798\u202c',
        email: '',
        cardNumber: '7',
        name: undefined,
        externalId: undefined,
        birthDate: undefined,
        consents: [{ purpose: 'sms', granted: false, at: undefined }],
      }),
    ]);
  });

  test.each([
    ['the ETag that was read', {}, { 'if-match': '"3"' }, 200],
    ['a weak one', {}, { 'if-match': 'W/"3"' }, 200],
    ['any', {}, { 'if-match': '*' }, 200],
    ['an older ETag', {}, { 'if-match': '"2"' }, 412],
    ['an older revision', { revision: 2 }, {}, 412],
    ['the revision', { revision: 3 }, {}, 200],
    ['no revision at all', {}, { 'if-match': 'x' }, 400],
  ])('of %s', async (_what, body, headers: Record<string, string>, status) => {
    const answer = await correct({ name: 'Sara', ...body }, headers);
    expect(answer.status).toBe(status);
    if (status === 412) isProblem(answer, 412, 'member_changed');
    expect((await ask('GET', `/v1/members/${full.id}`)).headers.etag).toBe('"3"');
  });

  test.each([
    [{ phone: 'a\u0000b' }],
    [{ name: '\u202egnp.exe' }],
    [{ name: 'x'.repeat(121) }],
    [{ phone: 5 }],
    [{ unknown: 'x' }],
    [{ revision: 0 }],
    [{ birth_date: '2025-02-30' }],
  ])('with %p is refused', async (body) => {
    isProblem(await correct(body), 400, 'invalid_request');
    expect(corrections).toEqual([]);
  });

  test('with a name of 10,000 characters is refused', async () => {
    isProblem(await correct({ name: 'x'.repeat(10_000) }), 400, 'invalid_request');
  });

  test('wants an Idempotency-Key, and is done once under it', async () => {
    isProblem(
      await ask('PATCH', `/v1/members/${full.id}`, { body: { name: 'A' }, key: null }),
      400,
      'idempotency_key_missing',
    );
    await ask('PATCH', `/v1/members/${full.id}`, { body: { name: 'A' }, key: 'once' });
    const again = await ask('PATCH', `/v1/members/${full.id}`, { body: { name: 'A' }, key: 'once' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(corrections).toHaveLength(1);
  });
});
