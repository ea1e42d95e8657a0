import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem, type Method } from './asking.ts';
import { Browser, signedIn } from './browser.ts';
import { sara } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { knownBySara, outbox, signedInSara } from './members-of-demo.ts';

let fixture: HttpFixture;
const opened = (): HttpFixture => fixture;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const { services, asked } = fullServices();

beforeAll(async () => {
  const membership = { ...services.membership, ...knownBySara() } as typeof services.membership;
  fixture = await openHttpFixture({ ...services, membership });
});
afterAll(() => fixture.close());

const askCode = (browser: Browser, phone: unknown = '09123456789', headers = {}) =>
  browser.ask('POST', '/v1/clubs/demo/member-codes', { body: { phone }, key: null, headers });
const enter = (browser: Browser, request: unknown, code: unknown, club = 'demo') =>
  browser.ask('POST', `/v1/clubs/${club}/member-sign-in`, { body: { request, code }, key: null });
const me = (browser: Browser, method: Method = 'GET', url = '/v1/me', more = {}) =>
  browser.ask(method, url, { club: 'demo', ...more });
/** A time in which all brakes are forgotten. */
const rest = (): void => fixture.clock.advance(60 * minuteMs);
const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('a code', () => {
  test('is answered alike for a number of a member and for one of nobody, and is in the outbox for a member alone', async () => {
    rest();
    const browser = new Browser(opened);
    const [known, unknown] = [await askCode(browser), await askCode(browser, '09350000000')];
    expect([known.status, unknown.status]).toEqual([202, 202]);
    expect(Object.keys(known.body)).toEqual(Object.keys(unknown.body));
    expect(known.body.ends_at).toBe(unknown.body.ends_at);
    expect(await outbox(opened)).toMatchObject([
      { member_id: sara.id, phone: sara.phone, code: expect.stringMatching(/^\d{6}$/) },
    ]);
    for (const code of ['123456', '000000'])
      isProblem(await enter(browser, unknown.body.request, code), 401, 'member_code_refused');
  });

  test('counts once, in digits of any script, and is gone from the outbox then', async () => {
    rest();
    const browser = new Browser(opened);
    const { request } = (await askCode(browser)).body;
    const [{ code = '' } = {}] = await outbox(opened);
    const persian = `${code.slice(0, 3)} ${code.slice(3)}`.replace(/\d/g, (digit) =>
      '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit)),
    );
    expect((await enter(browser, request, persian)).status).toBe(200);
    expect(await outbox(opened)).toEqual([]);
    isProblem(await enter(browser, request, code), 401, 'member_code_refused');
  });

  test('of many who send it at once, one signs in', async () => {
    rest();
    const { request } = (await askCode(new Browser(opened))).body;
    const [{ code = '' } = {}] = await outbox(opened);
    const answers = await Promise.all([1, 2, 3, 4].map(() => enter(new Browser(opened), request, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
  });

  test('is over after ten minutes, and after five wrong tries', async () => {
    rest();
    const browser = new Browser(opened);
    const late = (await askCode(browser)).body.request;
    const [{ code: lateCode = '' } = {}] = await outbox(opened);
    fixture.clock.advance(10 * minuteMs);
    expect(await outbox(opened)).toEqual([]);
    isProblem(await enter(browser, late, lateCode), 401, 'member_code_refused');
    const { request } = (await askCode(browser)).body;
    const [{ code = '' } = {}] = await outbox(opened);
    for (let tries = 0; tries < 5; tries++)
      isProblem(await enter(browser, request, wrong(code)), 401, 'member_code_refused');
    isProblem(await enter(browser, request, code), 401, 'member_code_refused');
    await fixture.memberSignIns.sweep();
    expect(await fixture.collections.sentCodes.countDocuments({})).toBe(1);
  });

  test("counts in the browser that asked: a stranger's wrong tries take nothing from it", async () => {
    rest();
    const [own, stranger] = [new Browser(opened), new Browser(opened)];
    const { request } = (await askCode(own)).body;
    const [{ code = '' } = {}] = await outbox(opened);
    const another = (await askCode(stranger)).body.request;
    for (let tries = 0; tries < 9; tries++) await enter(stranger, another, wrong(code));
    isProblem(await enter(stranger, 'x'.repeat(44), code), 401, 'member_code_refused');
    isProblem(await enter(own, request, code, 'other'), 401, 'member_code_refused');
    expect((await enter(own, request, code)).status).toBe(200);
  });

  test('who floods a number is braked however it is written; a browser that knows the member is not', async () => {
    rest();
    const own = await signedInSara(opened);
    const stranger = new Browser(opened);
    const written = ['09123456789', '+98 912 345 6789', '۰۹۱۲۳۴۵۶۷۸۹', '0098-912-345-6789'];
    const statuses = [];
    for (let tries = 0; tries < 12; tries++) statuses.push((await askCode(stranger, written[tries % 4])).status);
    expect(statuses.filter((status) => status === 202).length).toBeLessThan(6);
    expect(statuses.at(-1)).toBe(429);
    expect((await askCode(own)).status).toBe(202);
    // A number of nobody is braked alike, so that the brake tells nothing.
    const nobody = [];
    for (let tries = 0; tries < 7; tries++) nobody.push((await askCode(stranger, '09350000000')).status);
    expect(nobody.at(-1)).toBe(429);
  });

  test('who asks for many from one address is braked', async () => {
    rest();
    const browser = new Browser(opened);
    const statuses = [];
    for (let tries = 0; tries < 60; tries++)
      statuses.push((await askCode(browser, `0935000${String(1_000 + tries)}`)).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10);
  });

  test.each([['12'], [''], [null], [{ $gt: '' }], ['x'.repeat(61)]])('%j is no phone', async (phone) => {
    rest();
    expect([400]).toContain((await askCode(new Browser(opened), phone)).status);
  });

  test('another site cannot ask for one, nor sign anybody in', async () => {
    rest();
    const cross = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    isProblem(await askCode(new Browser(opened), '09123456789', cross), 403, 'cross_site_request');
    const answer = await new Browser(opened, cross).ask('POST', '/v1/clubs/demo/member-sign-in', {
      body: { request: 'x', code: '1' },
      key: null,
    });
    isProblem(answer, 403, 'cross_site_request');
  });

  test('lies nowhere in the clear', async () => {
    rest();
    const { request } = (await askCode(new Browser(opened))).body;
    const [{ code = '' } = {}] = await outbox(opened);
    const kept = JSON.stringify([
      await fixture.collections.sentCodes.find({}).toArray(),
      await fixture.collections.audit.find({}).toArray(),
    ]);
    expect(kept).not.toContain(`"${code}"`);
    expect(kept).not.toContain(String(request));
    expect(kept).not.toContain('9123456789');
  });
});

describe('the outbox', () => {
  test('is for shift leads, service agents and administrators; each look is noted', async () => {
    rest();
    await askCode(new Browser(opened));
    const { browser: agent, id } = await signedIn(opened, { username: 'agent', roles: ['service_agent'] });
    const { browser: lead } = await signedIn(opened, { username: 'lead', roles: ['shift_lead'], branches: ['shop'] });
    const { browser: cashier } = await signedIn(opened, { username: 'cash', roles: ['cashier'] });
    expect((await agent.ask('GET', '/v1/outbox')).body).toMatchObject({ items: [{ phone: sara.phone }] });
    expect((await lead.ask('GET', '/v1/outbox')).body).toMatchObject({ items: [{ phone: '••••6789' }] });
    isProblem(await cashier.ask('GET', '/v1/outbox'), 403, 'role_missing');
    const looks = await fixture.collections.audit.find({ operation: 'listOutbox', 'actor.id': id }).toArray();
    expect(looks).toMatchObject([{ status: 200, subjects: [expect.stringMatching(/^out_/)] }]);
  });
});

describe('a member who has signed in', () => {
  test('sees and does what is theirs, whoever else is named', async () => {
    rest();
    const browser = await signedInSara(opened);
    const kept = [...browser.cookies.keys()].find((name) => name.startsWith('vafa-member'));
    expect(kept).toBe('vafa-member.demo');
    expect((await me(browser)).body).toMatchObject({ id: sara.id, phone: sara.phone });
    const of = { clubId: sara.clubId, memberId: sara.id };
    await me(browser, 'GET', '/v1/me/accounts');
    expect(asked.get('getBalances')).toMatchObject(of);
    await me(browser, 'GET', '/v1/me/statement');
    expect(asked.get('getStatement')).toMatchObject({ account: { ...of, unit: 'points' } });
    await me(browser, 'GET', '/v1/me/vouchers');
    expect(asked.get('listVouchers')).toMatchObject(of);
    await me(browser, 'POST', '/v1/me/redemptions', { body: { reward_id: 'rwd_1' } });
    expect(asked.get('redeem')).toMatchObject({ ...of, rewardId: 'rwd_1', key: expect.stringContaining(sara.id) });
    await me(browser, 'POST', '/v1/me/complaints', { body: { subject: 'Tea', text: 'Cold' } });
    expect(asked.get('openComplaint')).toMatchObject({ ...of, subject: 'Tea', saleId: '' });
    await me(browser, 'POST', '/v1/me/complaints/cmp_1/answers', { body: { text: 'Still' } });
    expect(asked.get('answerComplaint')).toMatchObject({ ...of, complaintId: 'cmp_1', text: 'Still', close: false });
    await me(browser, 'POST', '/v1/me/surveys/srv_1/responses', {
      body: { answers: [{ question_id: 'nps', score: 9 }] },
    });
    expect(asked.get('submitResponse')).toMatchObject({ ...of, surveyId: 'srv_1' });
    await me(browser, 'GET', '/v1/me/complaints');
    expect(asked.get('listComplaints')).toMatchObject(of);
    isProblem(await me(browser, 'GET', '/v1/me/accounts?member_id=mem_other'), 400, 'invalid_request');
    isProblem(
      await me(browser, 'POST', '/v1/me/redemptions', { body: { reward_id: 'r', member_id: 'm' } }),
      400,
      'invalid_request',
    );
    isProblem(await me(browser, 'PATCH', '/v1/me', { body: { phone: '09120000000' } }), 400, 'invalid_request');
    isProblem(await me(browser, 'PATCH', '/v1/me', { body: { card: '1' } }), 400, 'invalid_request');
    expect(
      (await me(browser, 'PATCH', '/v1/me', { body: { consents: [{ purpose: 'sms', granted: false }] } })).status,
    ).toBe(200);
  });

  test('is nobody to the routes of the staff, and the staff is nobody to the routes of members', async () => {
    rest();
    const browser = await signedInSara(opened);
    for (const url of ['/v1/members', '/v1/outbox', '/v1/sign-in', `/v1/members/${sara.id}`])
      isProblem(await me(browser, 'GET', url), 401, 'unauthenticated');
    isProblem(await asking(opened)('GET', '/v1/me'), 401, 'unauthenticated');
    const { browser: boss } = await signedIn(opened, { username: 'boss', roles: ['administrator'] });
    isProblem(await me(boss), 401, 'unauthenticated');
    isProblem(await browser.ask('GET', '/v1/me'), 400, 'club_missing');
    isProblem(await browser.ask('GET', '/v1/me', { club: 'other' }), 401, 'unauthenticated');
    isProblem(await browser.ask('GET', '/v1/me', { club: 'nowhere' }), 404, 'club_not_found');
    const stolen = new Browser(opened);
    stolen.cookies.set('vafa-member.other', String(browser.cookies.get('vafa-member.demo')));
    isProblem(await stolen.ask('GET', '/v1/me', { club: 'other' }), 401, 'sign_in_ended');
  });

  test('writes with the token alone, and not for another site', async () => {
    rest();
    const browser = await signedInSara(opened);
    const token = browser.csrfToken;
    browser.csrfToken = undefined;
    isProblem(await me(browser, 'DELETE', '/v1/me/sign-in'), 403, 'cross_site_request');
    isProblem(
      await me(browser, 'GET', '/v1/me', { headers: { 'sec-fetch-site': 'cross-site' } }),
      403,
      'cross_site_request',
    );
    expect((await me(browser, 'GET', '/v1/me/sign-in')).body).toMatchObject({ csrf_token: token, member_id: sara.id });
  });

  test('signs out here, or everywhere', async () => {
    rest();
    const [first, second, third] = [await signedInSara(opened), await signedInSara(opened), await signedInSara(opened)];
    expect((await me(first, 'DELETE', '/v1/me/sign-in')).status).toBe(204);
    isProblem(await me(first), 401, 'unauthenticated');
    expect((await me(second, 'DELETE', '/v1/me/sign-ins')).status).toBe(204);
    isProblem(await me(third), 401, 'sign_in_ended');
  });

  test('is signed out after a month of silence, and after half a year in any case', async () => {
    const silent = await signedInSara(opened);
    fixture.clock.advance(30 * dayMs);
    isProblem(await me(silent), 401, 'sign_in_ended');
    const busy = await signedInSara(opened);
    for (let days = 0; days < 179; days += 29) {
      expect((await me(busy)).status).toBe(200);
      fixture.clock.advance(29 * dayMs);
    }
    isProblem(await me(busy), 401, 'sign_in_ended');
    await fixture.memberSignIns.sweep();
    expect(await fixture.collections.memberSignIns.countDocuments({})).toBe(0);
  });

  test('is noted in the audit log for what was done, not for what was looked at', async () => {
    rest();
    const browser = await signedInSara(opened);
    await me(browser);
    await me(browser, 'POST', '/v1/me/redemptions', { body: { reward_id: 'rwd_1' } });
    const noted = await fixture.collections.audit.find({ 'actor.id': sara.id }).sort({ number: -1 }).limit(2).toArray();
    expect(noted.map(({ operation, actor: { kind } }) => [operation, kind])).toEqual([
      ['redeemForMe', 'member'],
      ['signInMember', 'member'],
    ]);
  });

  test('leaves once, and is signed out in all browsers', async () => {
    rest();
    const [browser, another] = [await signedInSara(opened), await signedInSara(opened)];
    expect((await me(browser, 'DELETE', '/v1/me')).status).toBe(204);
    isProblem(await me(browser), 401, 'sign_in_ended');
    isProblem(await me(another), 401, 'sign_in_ended');
    expect((await askCode(new Browser(opened))).status).toBe(202);
    expect(await outbox(opened)).toEqual([]);
  });
});

describe('the look of a club', () => {
  test('is seen by everybody, and tells nothing else', async () => {
    const { status, body } = await new Browser(opened).ask('GET', '/v1/clubs/demo/brand');
    expect({ status, names: Object.keys(body).sort() }).toEqual({
      status: 200,
      names: [
        'brand_colour',
        'calendar',
        'code',
        'currency',
        'currency_digits',
        'display_unit',
        'logo_text',
        'name',
        'point_value',
        'time_zone',
      ],
    });
    isProblem(await new Browser(opened).ask('GET', '/v1/clubs/nowhere/brand'), 404, 'club_not_found');
    isProblem(await new Browser(opened).ask('GET', '/v1/clubs/%24gt/brand'), 404, 'club_not_found');
    expect((await new Browser(opened).ask('GET', '/v1/brand')).body).toMatchObject({ code: 'demo' });
  });
});
