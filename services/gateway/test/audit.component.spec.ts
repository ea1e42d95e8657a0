import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditSeal } from '../src/adapters/audit-seal.ts';
import { MongoAudit } from '../src/adapters/mongo/mongo-audit.ts';
import { AuditLog } from '../src/use-cases/audit-log.ts';
import { asking, isProblem, type Ask } from './asking.ts';
import { Browser, goodPassword, makePerson, signedIn } from './browser.ts';
import { demo, fakeServices, sara, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);

beforeAll(async () => {
  const membership = {
    ...smallMembership,
    findMembers: () => Promise.resolve({ members: [sara], nextPageToken: '' }),
    enrolMember: () => Promise.resolve({ member: sara }),
    getTiers: () => Promise.resolve({ periodDays: 365, tiers: [], revision: 1 }),
  };
  fixture = await openHttpFixture(fakeServices({ membership }));
});
afterAll(() => fixture.close());

type Entry = Readonly<Record<string, unknown>>;

const entries = async (query = '', request: Ask = {}): Promise<readonly Entry[]> =>
  (await ask('GET', `/v1/audit?page_size=200${query}`, request)).body.items as Entry[];
const latest = async (query: string): Promise<Entry | undefined> => (await entries(query))[0];

describe('what people do and look at', () => {
  test('stands in the log with who, what, of whom, from where and in which trace; the oldest last', async () => {
    const { browser, id } = await signedIn(opened, { username: 'sees', roles: ['service_agent'] });
    await browser.ask('GET', `/v1/members/${sara.id}`, { headers: { 'x-request-id': 'seen-1' } });
    await browser.ask('GET', '/v1/members?phone=09121234567');
    await browser.ask('GET', '/v1/member-cards?phone=09121234567');
    const [cards, ...found] = await entries(`&actor=${id}`);
    expect(cards).toMatchObject({ operation: 'findMemberCards', asked: '{"query":["phone"]}' });
    expect(found.map(({ operation }) => operation)).toEqual(['findMembers', 'getMember', 'signIn']);
    expect(found[1]).toEqual({
      number: expect.any(Number) as unknown,
      at: fixture.clock.now().toISOString(),
      actor_kind: 'person',
      actor: id,
      operation: 'getMember',
      status: 200,
      code: null,
      subjects: [sara.id],
      reason: null,
      asked: null,
      before: null,
      after: null,
      address: '127.0.0.1',
      trace_id: 'seen-1',
      hash: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    });
    expect(found[0]).toMatchObject({ subjects: [sara.id], asked: '{"query":["phone"]}' });
  });

  test('and what was refused to them; nothing personal is kept', async () => {
    const { browser, id } = await signedIn(opened, { username: 'tries', roles: ['cashier'] });
    await browser.ask('GET', '/v1/staff');
    const body = { name: 'Very Secret', phone: '09121234567' };
    await browser.ask('POST', '/v1/members', { body });
    const [enrolled, refused] = await entries(`&actor=${id}`);
    expect(refused).toMatchObject({ operation: 'listStaff', status: 403, code: 'role_missing' });
    expect(enrolled).toMatchObject({
      operation: 'enrolMember',
      asked: '{"body":["name","phone"]}',
      subjects: [sara.id],
    });
    expect(await entries(`&actor=${id}&outcome=refused`)).toEqual([refused]);
    const kept = JSON.stringify(await fixture.collections.audit.find({}).toArray());
    for (const secret of ['Very Secret', '9121234567', goodPassword]) expect(kept).not.toContain(secret);
  });

  test('changes of accounts with before and after', async () => {
    const { id } = await makePerson(opened, { username: 'promoted', roles: ['cashier'] });
    await ask('PATCH', `/v1/staff/${id}`, { body: { roles: ['analyst'] } });
    const entry = await latest(`&subject=${id}&operation=changeStaff`);
    expect(entry).toMatchObject({ actor: 'admin', actor_kind: 'key', asked: '{"body":{"roles":["analyst"]}}' });
    expect(
      [entry?.before, entry?.after].map((text) => (JSON.parse(String(text)) as { roles: string[] }).roles),
    ).toEqual([['cashier'], ['analyst']]);
    const made = await latest(`&subject=${id}&operation=createStaff`);
    expect(JSON.stringify(made)).not.toMatch(/([0-9a-z]{4}-){3}/);
  });

  test('failed sign-ins: of an account in its club, of nobody in the log of all clubs, without what was typed', async () => {
    const { id } = await makePerson(opened, { username: 'guessed', roles: ['cashier'] });
    await new Browser(opened).signIn('guessed', 'not the password');
    await new Browser(opened).signIn('a password typed as a name', 'not the password');
    expect(await latest(`&subject=${id}&operation=signIn`)).toMatchObject({
      actor_kind: 'nobody',
      actor: '',
      status: 401,
      code: 'sign_in_refused',
    });
    const [unknown] = await entries('&all_clubs=true');
    expect(unknown).toMatchObject({ operation: 'signIn', actor_kind: 'nobody', subjects: [] });
    expect(JSON.stringify(unknown)).not.toContain('typed');
  });

  test("keys: not the everyday work of a till; an administrator's, and reads that show who members are", async () => {
    const key = async (body: object) => String((await ask('POST', '/v1/api-keys', { body })).body.secret);
    const till = await key({ name: 'Till', verbs: ['*'], branches: ['shop'] });
    const crm = await key({ name: 'CRM', verbs: ['*'] });
    const before = (await latest(''))?.number as number;
    for (const token of [till, crm]) {
      await ask('GET', '/v1/tiers', { token, club: null });
      await ask('GET', `/v1/members/${sara.id}`, { token, club: null });
      await ask('GET', '/v1/staff', { token, club: null });
    }
    const noted = (await entries()).filter(({ number }) => (number as number) > before + 1).reverse();
    expect(noted.map(({ operation, status }) => [operation, status])).toEqual([
      ['listStaff', 403],
      ['getMember', 200],
      ['listStaff', 403],
    ]);
  });
});

describe('the log', () => {
  test('is listed in pages and by time', async () => {
    const all = await entries();
    const names: unknown[] = [];
    let token = '';
    const to = fixture.clock.now().toISOString();
    fixture.clock.advance(1_000);
    do {
      const { body } = await ask('GET', `/v1/audit?page_size=3&to=${to}${token && `&page_token=${token}`}`);
      names.push(...(body.items as Entry[]).map(({ number }) => number));
      token = String(body.next_page_token);
    } while (token !== '');
    expect(names).toEqual(all.filter(({ at }) => String(at) < to).map(({ number }) => number));
    expect((await entries(`&from=${fixture.clock.now().toISOString()}`)).length).toBeLessThan(all.length);
  });

  test.each([
    ['outcome=maybe', 400, 'invalid_request'],
    ['from=yesterday', 400, 'invalid_request'],
    ['actor[$gt]=', 400, 'invalid_request'],
    ['page_token=made-up-by-somebody-else', 400, 'invalid_page_token'],
  ])('%s is refused', async (query, status, code) => {
    isProblem(await ask('GET', `/v1/audit?${query}`), status, code);
  });

  test('is for administrators; that of all clubs for those of all clubs', async () => {
    const { browser } = await signedIn(opened, { username: 'peeks', roles: ['analyst', 'marketer', 'shift_lead'] });
    for (const path of ['/v1/audit', '/v1/audit/export', '/v1/audit/verification'])
      isProblem(await browser.ask('GET', path), 403, 'role_missing');
    const { browser: boss } = await signedIn(opened, { username: 'chief', roles: ['administrator'] });
    expect((await boss.ask('GET', '/v1/audit')).status).toBe(200);
    for (const path of ['/v1/audit', '/v1/audit/export', '/v1/audit/verification'])
      isProblem(await boss.ask('GET', `${path}?all_clubs=true`), 403, 'administrator_only');
    isProblem(await boss.ask('GET', '/v1/audit', { club: 'other' }), 403, 'other_club');
  });

  test('leaves as CSV and as lines of JSON, the oldest first', async () => {
    const csv = await ask('GET', '/v1/audit/export?operation=signIn');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="audit.csv"');
    const lines = String(csv.body.text).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^number,at,actor_kind,actor,operation,status,/);
    const json = await ask('GET', '/v1/audit/export?operation=signIn&format=jsonl');
    const told = String(json.body.text)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry);
    expect(told).toEqual([...(await entries('&operation=signIn'))].reverse());
    expect(lines.length).toBe(told.length + 1);
    expect((await latest('&operation=exportAudit'))?.asked).toBe('{"query":{"operation":"signIn","format":"jsonl"}}');
  });
});

describe('whether the log is as it was written', () => {
  const verify = async (query = '') => (await ask('GET', `/v1/audit/verification${query}`)).body;
  const { id: clubId } = demo;

  test('is told; what is kept elsewhere is compared', async () => {
    const found = await verify();
    expect(found).toMatchObject({ is_whole: true, broken_at: null, of_other_keys: 0, entries: found.last_number });
    const kept = `?number=${String(found.last_number)}&hash=${String(found.last_hash)}`;
    expect(await verify(kept)).toMatchObject({ is_whole: true });
    expect(await verify(`?number=${String(found.last_number)}&hash=${'x'.repeat(43)}`)).toMatchObject({
      is_whole: false,
      broken_at: found.last_number,
    });
    expect(await verify(`?number=1000000&hash=${'x'.repeat(43)}`)).toMatchObject({ is_whole: false });
    isProblem(await ask('GET', '/v1/audit/verification?number=1'), 400, 'invalid_request');
  });

  test.each([
    ['a changed status', { $set: { status: 204 } }],
    ['another actor', { $set: { 'actor.id': 'stf_other' } }],
    ['a time moved', { $set: { at: new Date(0) } }],
    ['a reason put in', { $set: { reason: 'it was asked for' } }],
    ['another hash', { $set: { hash: 'x'.repeat(43) } }],
  ])('%s is seen at its place', async (_case, change) => {
    const place = { clubId, number: 3 };
    const kept = await fixture.collections.audit.findOne(place);
    await fixture.collections.audit.updateOne(place, change);
    expect(await verify()).toMatchObject({ is_whole: false, broken_at: 3 });
    await fixture.collections.audit.replaceOne(place, { ...kept, clubId } as never);
    expect(await verify()).toMatchObject({ is_whole: true });
  });

  test('an entry taken out is seen; one of another key is not judged', async () => {
    const place = { clubId, number: 4 };
    const kept = await fixture.collections.audit.findOne(place);
    await fixture.collections.audit.deleteOne(place);
    expect(await verify()).toMatchObject({ is_whole: false, broken_at: 4 });
    await fixture.collections.audit.insertOne(kept as never);
    await fixture.collections.audit.updateOne({ clubId, number: 1 }, { $set: { keyId: 'before', reason: 'x' } });
    expect(await verify()).toMatchObject({ is_whole: true, of_other_keys: 1 });
  });

  test('whatever was sent: halves of characters, NUL, deep and large bodies', async () => {
    const { browser, id } = await signedIn(opened, { username: 'hostile', roles: ['administrator'] });
    for (const body of [
      String.raw`{"reason":"\ud800 \u0000 \u202e","roles":["\udfff"]}`,
      JSON.stringify({ reason: `${'x'.repeat(499)}😀`, name: 'y'.repeat(10_000) }),
      `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`,
    ])
      isProblem(await browser.ask('PATCH', `/v1/staff/${id}`, { body }), 400, 'invalid_request');
    await browser.ask('GET', `/v1/staff/${'%F0%9F%98%80'.repeat(20)}${'z'.repeat(79)}`);
    await browser.ask('GET', `/v1/staff/${'z'.repeat(119)}%F0%9F%98%80`);
    const found = await entries(`&actor=${id}&outcome=refused`);
    expect(found).toHaveLength(5);
    expect(found[3]?.asked).toMatch(/^\{"sha256":"[0-9a-f]{64}","characters":\d+\}$/);
    expect(await verify()).toMatchObject({ is_whole: true });
  });

  test('many at once and another process make one chain without gaps', async () => {
    const event = { ...(await fixture.audit.page({ clubId }, Number.MAX_SAFE_INTEGER, 1))[0], clubId: 'clb_many' };
    const other = new AuditLog(new MongoAudit(fixture.collections), auditSeal('a secret of this test'));
    await Promise.all(
      Array.from({ length: 200 }, (_, place) => (place % 2 === 0 ? fixture.audit : other).note(event as never)),
    );
    expect(await fixture.audit.verify('clb_many')).toMatchObject({ entries: 200, isWhole: true });
  });

  test('what cannot be noted is not answered', async () => {
    const { browser } = await signedIn(opened, { username: 'unnoted', roles: ['cashier'] });
    const { insertMany } = fixture.collections.audit;
    fixture.collections.audit.insertMany = () => Promise.reject(new Error('no space'));
    try {
      isProblem(await browser.ask('GET', '/v1/tiers'), 503, 'service_unavailable');
      const begun = await new Browser(opened).signIn('unnoted', goodPassword);
      isProblem(begun, 503, 'service_unavailable');
      expect(begun.headers['set-cookie']).toBeUndefined();
    } finally {
      fixture.collections.audit.insertMany = insertMany;
    }
    expect((await browser.ask('GET', '/v1/tiers')).status).toBe(200);
  });
});
