import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem } from './asking.ts';
import { signedIn, type Browser } from './browser.ts';
import { demo, sara, shop } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
let lead: Browser;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);
const { services } = fullServices();
const minuteMs = 60_000;

beforeAll(async () => {
  fixture = await openHttpFixture(services);
  ({ browser: lead } = await signedIn(opened, { username: 'lead', roles: ['shift_lead'], branches: [shop.code] }));
});
afterAll(() => fixture.close());

const offer = async (till: string): Promise<string> => {
  const { status, body } = await lead.ask('POST', '/v1/till-codes', { body: { branch: 'shop', till } });
  expect({ status, body }).toMatchObject({ status: 201 });
  return String(body.code);
};
const pair = (code: unknown) => ask('POST', '/v1/tills', { token: null, club: null, key: null, body: { code } });
const paired = async (till: string): Promise<{ id: string; secret: string }> =>
  (await pair(await offer(till))).body as { id: string; secret: string };
const basket = (till: string) => ({
  branch: 'shop',
  till,
  receipt: '1',
  lines: [{ sku: 'A', quantity: 1, unit_price: '1' }],
});

describe('pairing a till', () => {
  test('a shift lead makes a code; whoever types it gets a key of that branch and till', async () => {
    const code = await offer('7');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const answer = await pair(` ${code.toLowerCase().replace('-', ' ')} `);
    expect(answer).toMatchObject({ status: 201, body: { club_id: demo.id, branch_id: shop.id, till: '7' } });
    const token = String(answer.body.secret);
    expect((await ask('PUT', '/v1/sessions/a', { token, club: null, body: basket('7') })).status).toBe(200);
    expect((await ask('GET', `/v1/members/${sara.id}`, { token, club: null })).body).toMatchObject({ masked: true });
    isProblem(await ask('GET', '/v1/staff', { token, club: null }), 403, 'role_missing');
    isProblem(await ask('POST', '/v1/till-codes', { token, club: null, body: {} }), 403, 'role_missing');
  });

  test('a till is told where it stands and how its club counts; nobody else is a till', async () => {
    const { id, secret: token } = await paired('7');
    expect((await ask('GET', '/v1/till', { token, club: null })).body).toEqual({
      id,
      till: '7',
      branch: { id: shop.id, code: shop.code, name: shop.name, closed: false },
      club: {
        id: demo.id,
        name: demo.name,
        currency: demo.currency,
        currency_digits: demo.currencyDigits,
        time_zone: demo.timeZone,
        country: demo.country,
        point_value: Number(demo.pointValue),
        brand_colour: null,
        logo_text: null,
        display_unit: 'currency',
        calendar: 'gregorian',
      },
    });
    isProblem(await lead.ask('GET', '/v1/till', {}), 404, 'till_not_found');
  });

  test('a code counts once, also for many at the same time', async () => {
    const code = await offer('8');
    const answers = await Promise.all(Array.from({ length: 10 }, () => pair(code)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    isProblem(await pair(code), 404, 'till_code_unknown');
  });

  test('and for ten minutes; what is over is swept away', async () => {
    const code = await offer('9');
    fixture.clock.advance(10 * minuteMs);
    isProblem(await pair(code), 404, 'till_code_unknown');
    await fixture.tills.sweep();
    expect(await fixture.collections.tillCodes.countDocuments({})).toBe(0);
  });

  test.each([[''], ['x'.repeat(41)], [{ $gt: '' }], [['AAAAA-AAAAA']], [null]])('%j is refused', async (code) => {
    isProblem(await pair(code), 400, 'invalid_request');
  });

  test('who guesses is braked', async () => {
    const answers = [];
    for (let tries = 0; tries < 70; tries++) answers.push((await pair(`guess ${String(tries)}`)).status);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(5);
    // Whoever has a right one is not: only wrong ones count.
    expect((await pair(await offer('10'))).status).toBe(201);
    fixture.clock.advance(minuteMs);
  });

  test('its code is kept as a hash, and is in no entry of the audit log', async () => {
    const code = await offer('11');
    const kept = JSON.stringify([
      await fixture.collections.tillCodes.find({}).toArray(),
      await fixture.collections.audit.find({}).toArray(),
    ]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replace('-', ''));
  });

  test('not for another branch than the own', async () => {
    isProblem(
      await lead.ask('POST', '/v1/till-codes', { body: { branch: 'mall', till: '1' } }),
      404,
      'branch_not_found',
    );
    const { browser: cashier } = await signedIn(opened, { username: 'cash', roles: ['cashier'] });
    isProblem(
      await cashier.ask('POST', '/v1/till-codes', { body: { branch: 'shop', till: '1' } }),
      403,
      'role_missing',
    );
  });
});

describe('the key of a till', () => {
  test('sells as this till alone', async () => {
    const { secret: token } = await paired('20');
    isProblem(await ask('PUT', '/v1/sessions/b', { token, club: null, body: basket('21') }), 403, 'other_till');
    const items = ['20', '21'].map((till) => ({ ...basket(till), at: '2026-01-01T00:00:00Z' }));
    isProblem(await ask('POST', '/v1/sale-batches', { token, club: null, body: { items } }), 403, 'other_till');
    expect((await ask('POST', '/v1/sale-batches', { token, club: null, body: { items: [items[0]] } })).status).toBe(
      200,
    );
  });

  test('is listed with its last use, and revoked', async () => {
    const { id, secret: token } = await paired('30');
    const listed = async () =>
      ((await lead.ask('GET', '/v1/tills')).body.items as { id: string }[]).find((till) => till.id === id);
    expect(await listed()).toMatchObject({ branch_id: shop.id, till: '30', last_used_at: null });
    expect((await ask('GET', '/v1/tiers', { token, club: null })).status).toBe(200);
    const first = fixture.clock.now().toISOString();
    expect(await listed()).toMatchObject({ last_used_at: first });
    fixture.clock.advance(30_000);
    await ask('GET', '/v1/tiers', { token, club: null });
    expect(await listed()).toMatchObject({ last_used_at: first });
    fixture.clock.advance(30_000);
    await ask('GET', '/v1/tiers', { token, club: null });
    expect(await listed()).toMatchObject({ last_used_at: fixture.clock.now().toISOString() });
    expect((await lead.ask('DELETE', `/v1/tills/${id}`)).status).toBe(204);
    isProblem(await ask('GET', '/v1/tiers', { token, club: null }), 401, 'unknown_api_key');
    expect((await lead.ask('DELETE', `/v1/tills/${id}`)).status).toBe(204);
    isProblem(await ask('GET', '/v1/tiers', { token, club: null }), 401, 'unknown_api_key');
    expect(await listed()).toBeUndefined();
  });

  test('of another branch is not seen, and neither is a key that is no till', async () => {
    const { body } = await ask('POST', '/v1/api-keys', { body: { name: 'Shop', verbs: ['*'], branches: ['shop'] } });
    for (const id of [String(body.id), 'key_none', '{"$gt":""}'])
      isProblem(await lead.ask('DELETE', `/v1/tills/${encodeURIComponent(id)}`), 404, 'till_not_found');
    const { id } = await paired('40');
    await fixture.collections.apiKeys.updateOne({ _id: id }, { $set: { branchIds: ['brn_elsewhere'] } });
    isProblem(await lead.ask('DELETE', `/v1/tills/${id}`), 404, 'till_not_found');
    expect(JSON.stringify((await lead.ask('GET', '/v1/tills')).body)).not.toContain(id);
  });
});
