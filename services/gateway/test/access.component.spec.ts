import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem, type Ask } from './asking.ts';
import { demo, fakeServices, other, sara, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership }));
});
afterAll(() => fixture.close());

const makeKey = async (body: object, club = 'demo'): Promise<{ id: string; secret: string }> =>
  (await ask('POST', '/v1/api-keys', { body, club })).body as { id: string; secret: string };

describe('who may ask', () => {
  test.each([
    ['no key', { token: null }, 401, 'unauthenticated'],
    ['an unknown key', { token: `vafa_${'x'.repeat(40)}` }, 401, 'unknown_api_key'],
    ['no club', { club: null }, 400, 'club_missing'],
    ['an unknown club', { club: 'nowhere' }, 404, 'club_not_found'],
  ])('%s', async (_case, request: Ask, status, code) => {
    const answer = await ask('GET', `/v1/members/${sara.id}`, request);
    isProblem(answer, status, code);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
  });

  test('a key does what its verbs say, in its club, for its branches, until it is revoked', async () => {
    const { id, secret } = await makeKey({
      name: 'Till',
      verbs: ['members:read', 'sessions:write'],
      branches: ['shop'],
    });
    expect((await ask('GET', `/v1/members/${sara.id}`, { token: secret, club: null })).body).toMatchObject({
      id: sara.id,
      phone: '••••6789',
      email: null,
    });
    expect((await ask('GET', `/v1/members/${sara.id}`, { token: secret, club: demo.id })).status).toBe(200);
    isProblem(await ask('GET', `/v1/members/${sara.id}`, { token: secret, club: 'other' }), 403, 'other_club');
    isProblem(await ask('POST', '/v1/members', { token: secret, body: { name: 'A' } }), 403, 'verb_missing');
    isProblem(await ask('GET', '/v1/clubs', { token: secret }), 403, 'administrator_only');
    isProblem(
      await ask('POST', '/v1/api-keys', { token: secret, body: { name: 'more', verbs: ['*'] } }),
      403,
      'administrator_only',
    );
    expect((await ask('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    expect((await ask('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    isProblem(await ask('DELETE', `/v1/api-keys/${id}`, { club: 'other' }), 404, 'api_key_not_found');
    isProblem(await ask('GET', `/v1/members/${sara.id}`, { token: secret, club: null }), 401, 'unknown_api_key');
  });

  test('a key may what both its verbs and its role allow, and ends when it was said to', async () => {
    const ends = new Date(fixture.clock.now().getTime() + 3_600_000);
    const terms = { name: 'Display', verbs: ['*'], role: 'cashier', ends_at: ends.toISOString() };
    const { id, secret } = await makeKey(terms);
    const byIt: Ask = { token: secret, club: null };
    isProblem(await ask('GET', '/v1/complaints', byIt), 403, 'role_missing');
    expect((await ask('GET', `/v1/members/${sara.id}`, byIt)).status).toBe(200);
    const { body } = await ask('GET', '/v1/api-keys');
    expect((body.items as { id: string }[]).find((key) => key.id === id)).toMatchObject({
      role: 'cashier',
      ends_at: ends.toISOString(),
      last_used_at: fixture.clock.now().toISOString(),
    });
    fixture.clock.advance(3_599_999);
    expect((await ask('GET', `/v1/members/${sara.id}`, byIt)).status).toBe(200);
    fixture.clock.advance(1);
    isProblem(await ask('GET', `/v1/members/${sara.id}`, byIt), 401, 'unknown_api_key');
  });

  test('a key without a role, an end or a use says so', async () => {
    const made = await makeKey({ name: 'Plain', verbs: ['members:read'] });
    expect(made).toMatchObject({ role: null, ends_at: null, last_used_at: null });
  });

  test('a key that would have ended already is not made', async () => {
    const body = { name: 'Late', verbs: ['*'], ends_at: fixture.clock.now().toISOString() };
    isProblem(await ask('POST', '/v1/api-keys', { body, club: 'demo' }), 400, 'api_key_over');
  });

  test("another club's things are not found", async () => {
    const foreign = await makeKey({ name: 'Foreign', verbs: ['*'] }, 'other');
    isProblem(
      await ask('GET', `/v1/members/${sara.id}`, { token: foreign.secret, club: null }),
      404,
      'member_not_found',
    );
    const bound = await fixture.collections.apiKeys.findOne({ _id: foreign.id });
    expect(bound).toMatchObject({ clubId: other.id });
  });

  test('keys are listed in pages, never with their secrets', async () => {
    for (const name of ['one', 'two', 'three']) await makeKey({ name, verbs: ['*'] }, 'other');
    const names: unknown[] = [];
    let token = '';
    do {
      const { body } = await ask('GET', `/v1/api-keys?page_size=2${token === '' ? '' : `&page_token=${token}`}`, {
        club: 'other',
      });
      expect(JSON.stringify(body)).not.toContain('vafa_');
      names.push(...(body.items as { name: string }[]).map(({ name }) => name));
      token = body.next_page_token as string;
    } while (token !== '');
    // A key's id follows from the command that made it: its place among the others says nothing.
    expect(names.filter((name) => ['one', 'two', 'three'].includes(String(name))).sort()).toEqual([
      'one',
      'three',
      'two',
    ]);
  });
});
