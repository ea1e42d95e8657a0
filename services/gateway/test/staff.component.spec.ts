import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem } from './asking.ts';
import { Browser, goodPassword, makePerson, signedIn } from './browser.ts';
import { fakeServices, shop, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);

beforeAll(async () => {
  const membership = { ...smallMembership, listClubs: () => Promise.resolve({ clubs: [], nextPageToken: '' }) };
  fixture = await openHttpFixture(fakeServices({ membership }));
});
afterAll(() => fixture.close());

const sara = { username: 'new', name: 'New', roles: ['cashier'] };

describe('accounts of people', () => {
  test('are made, listed, read and changed, with the one-time password told once', async () => {
    const body = { ...sara, username: ' Sára\u200f ', branches: ['shop'] };
    const made = await ask('POST', '/v1/staff', { body });
    expect(made).toMatchObject({ status: 201, body: { username: 'sára', branch_ids: [shop.id], all_clubs: false } });
    expect(made.body.one_time_password).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    const path = `/v1/staff/${String(made.body.id)}`;
    const { one_time_password: _told, one_time_password_ends_at: _end, ...account } = made.body;
    expect((await ask('GET', path)).body).toEqual(account);
    expect((await ask('GET', '/v1/staff')).body.items).toContainEqual(account);
    const change = { name: 'Sara', roles: ['shift_lead'], branches: [] };
    const changed = { ...account, name: 'Sara', roles: ['shift_lead'], branch_ids: [], revision: 2 };
    expect((await ask('PATCH', path, { body: change })).body).toEqual(changed);
    expect((await ask('PATCH', path, { body: {} })).body).toEqual(changed);
    isProblem(await ask('PATCH', path, { body: { name: 'Late', revision: 1 } }), 412, 'staff_changed');
    expect((await ask('PATCH', path, { body: { name: 'Sara', revision: 1 } })).body).toEqual(changed);
  });

  test('a repeat is answered the same; the same name is another one', async () => {
    const body = { ...sara, username: 'repeated' };
    const first = await ask('POST', '/v1/staff', { body, key: 'made-once' });
    expect((await ask('POST', '/v1/staff', { body, key: 'made-once' })).body).toEqual(first.body);
    isProblem(await ask('POST', '/v1/staff', { body: { ...body, username: 'REPEATED' } }), 409, 'username_taken');
    isProblem(await ask('POST', '/v1/staff', { body, club: 'other' }), 409, 'username_taken');
  });

  test('a repeat whose first answer got lost gets another password, until one was chosen', async () => {
    const body = { ...sara, username: 'lost' };
    const first = await ask('POST', '/v1/staff', { body, key: 'lost' });
    await fixture.collections.requests.deleteMany({});
    const second = await ask('POST', '/v1/staff', { body, key: 'lost' });
    expect(second).toMatchObject({ status: 201, body: { id: first.body.id } });
    isProblem(
      await new Browser(opened).signIn('lost', String(first.body.one_time_password), goodPassword),
      401,
      'sign_in_refused',
    );
    await new Browser(opened).signIn('lost', String(second.body.one_time_password), goodPassword);
    await fixture.collections.requests.deleteMany({});
    isProblem(await ask('POST', '/v1/staff', { body, key: 'lost' }), 409, 'key_reused');
  });

  test('a reset ends what was; whoever has the new one-time password goes on', async () => {
    const { browser, id } = await signedIn(opened, { username: 'forgets', roles: ['cashier'] });
    const { body } = await ask('POST', `/v1/staff/${id}/password`);
    isProblem(await browser.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
    isProblem(await new Browser(opened).signIn('forgets', goodPassword), 401, 'sign_in_refused');
    const again = new Browser(opened);
    expect((await again.signIn('forgets', String(body.one_time_password), goodPassword)).status).toBe(200);
  });

  test('who is disabled is out at once, and in again when that is undone', async () => {
    const { browser, id } = await signedIn(opened, { username: 'leaves', roles: ['cashier'] });
    const disabled = await ask('PATCH', `/v1/staff/${id}`, { body: { disabled: true } });
    expect(disabled.body.disabled_at).toBe(fixture.clock.now().toISOString());
    isProblem(await browser.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
    expect((await ask('PATCH', `/v1/staff/${id}`, { body: { disabled: false } })).body.disabled_at).toBeNull();
    expect((await new Browser(opened).signIn('leaves', goodPassword)).status).toBe(200);
  });

  test.each([
    ['no role', { ...sara, roles: [] }, 400, 'invalid_request'],
    ['an unknown role', { ...sara, roles: ['owner'] }, 400, 'invalid_request'],
    ['an operator for a name', { ...sara, username: { $gt: '' } }, 400, 'invalid_request'],
    ['a name that turns around', { ...sara, username: 'a\u202eb' }, 400, 'invalid_request'],
    ['nothing to be seen', { ...sara, username: '\u200b' }, 400, 'invalid_request'],
    ['a long name', { ...sara, username: 'x'.repeat(61) }, 400, 'invalid_request'],
    ['a club of its own choice', { ...sara, club_id: 'other' }, 400, 'invalid_request'],
    ['an unknown branch', { ...sara, branches: ['nowhere'] }, 404, 'branch_not_found'],
    ['a cashier of all clubs', { ...sara, all_clubs: true }, 400, 'all_clubs_administrator_only'],
  ])('%s is refused', async (_case, body, status, code) => {
    isProblem(await ask('POST', '/v1/staff', { body }), status, code);
  });
});

describe('whose accounts', () => {
  test("an administrator of a club sees and changes his club's alone, and makes nobody greater than himself", async () => {
    const { browser } = await signedIn(opened, { username: 'boss', roles: ['administrator'] });
    const foreign = await makePerson(opened, { username: 'foreign', roles: ['cashier'] }, 'other');
    const above = await makePerson(opened, { username: 'above', roles: ['administrator'], all_clubs: true });
    const names = async () =>
      ((await browser.ask('GET', '/v1/staff')).body.items as { username: string }[]).map(({ username }) => username);
    expect(await names()).toContain('boss');
    expect(await names()).not.toEqual(expect.arrayContaining(['foreign']));
    expect(await names()).not.toEqual(expect.arrayContaining(['above']));
    for (const { id } of [foreign, above, { id: 'stf_none' }]) {
      isProblem(await browser.ask('GET', `/v1/staff/${id}`), 404, 'staff_not_found');
      isProblem(await browser.ask('PATCH', `/v1/staff/${id}`, { body: { disabled: true } }), 404, 'staff_not_found');
      isProblem(await browser.ask('POST', `/v1/staff/${id}/password`), 404, 'staff_not_found');
    }
    const greater = { ...sara, username: 'greater', roles: ['administrator'], all_clubs: true };
    isProblem(await browser.ask('POST', '/v1/staff', { body: greater }), 403, 'administrator_only');
    isProblem(await browser.ask('GET', '/v1/clubs'), 403, 'administrator_only');
    isProblem(await browser.ask('GET', '/v1/staff', { club: 'other' }), 403, 'other_club');
    expect((await browser.ask('POST', '/v1/staff', { body: { ...sara, username: 'hired' } })).status).toBe(201);
  });

  test('an administrator of all clubs names the club, and may what the administrator key may', async () => {
    const { browser } = await signedIn(opened, { username: 'root', roles: ['administrator'], all_clubs: true });
    expect((await browser.ask('GET', '/v1/clubs')).status).toBe(200);
    isProblem(await browser.ask('GET', '/v1/staff'), 400, 'club_missing');
    expect((await browser.ask('GET', '/v1/staff', { club: 'other' })).status).toBe(200);
  });

  test('who is bound to branches does what concerns the whole club no more', async () => {
    const { browser } = await signedIn(opened, { username: 'bound', roles: ['administrator'], branches: ['shop'] });
    isProblem(await browser.ask('GET', '/v1/staff'), 403, 'branch_bound');
  });
});

describe('the last administrator', () => {
  test.each([
    ['is not disabled', { disabled: true }],
    ['keeps the role', { roles: ['cashier'] }],
  ])('%s, until there is another one', async (_case, change) => {
    const club = 'other';
    const admins = fixture.collections.administrators;
    await admins.deleteMany({});
    const only = await makePerson(opened, { username: `only ${_case}`, roles: ['administrator'] }, club);
    const path = `/v1/staff/${only.id}`;
    isProblem(await ask('PATCH', path, { body: change, club }), 409, 'last_administrator');
    await makePerson(opened, { username: `second ${_case}`, roles: ['administrator', 'analyst'] }, club);
    expect((await ask('PATCH', path, { body: change, club })).status).toBe(200);
    expect((await ask('PATCH', path, { body: { disabled: false, roles: ['administrator'] }, club })).status).toBe(200);
    expect(await admins.findOne({ ids: only.id })).toMatchObject({ ids: expect.arrayContaining([only.id]) as unknown });
  });

  test('of two who remove each other at once, one stays', async () => {
    await fixture.collections.administrators.deleteMany({});
    const both = await Promise.all(
      ['a', 'b'].map((name) => makePerson(opened, { username: `pair ${name}`, roles: ['administrator'] }, 'other')),
    );
    const answers = await Promise.all(
      both.map(({ id }) => ask('PATCH', `/v1/staff/${id}`, { body: { disabled: true }, club: 'other' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('the first administrator', () => {
  test('is made once, noted before he is there, and the note goes when its password was used', async () => {
    await fixture.collections.staff.deleteMany({});
    const notes: string[][] = [];
    let forgotten = 0;
    const note = { keep: (...words: string[]) => void notes.push(words), forget: () => void forgotten++ };
    await fixture.staff.first(note);
    await fixture.staff.first(note);
    expect(notes).toHaveLength(1);
    const [username = '', oneTimePassword = ''] = notes[0] ?? [];
    const browser = new Browser(opened);
    fixture.clock.advance(60 * 86_400_000);
    isProblem(await browser.signIn(username, oneTimePassword), 403, 'password_change_required');
    const answer = await browser.signIn(username, oneTimePassword, goodPassword);
    expect(answer.body).toMatchObject({ roles: ['administrator'], club_id: null });
    expect(forgotten).toBe(0);
    await fixture.staff.first(note);
    expect([notes.length, forgotten]).toEqual([1, 1]);
  });
});
