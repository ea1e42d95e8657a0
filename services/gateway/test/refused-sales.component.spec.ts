import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem } from './asking.ts';
import { signedIn, type Browser } from './browser.ts';
import { shop } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
let lead: Browser;
let token: string;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);

beforeAll(async () => {
  const { services } = fullServices();
  const mall = { ...shop, id: 'brn_02mall', code: 'mall' };
  const getBranch: typeof services.membership.getBranch = ({ idOrCode }) =>
    Promise.resolve({ branch: [mall.id, mall.code].includes(idOrCode) ? mall : shop });
  fixture = await openHttpFixture({ ...services, membership: { ...services.membership, getBranch } });
  ({ browser: lead } = await signedIn(opened, { username: 'lead', roles: ['shift_lead'], branches: [shop.code] }));
  const { body } = await lead.ask('POST', '/v1/till-codes', { body: { branch: 'shop', till: '7' } });
  const paired = await ask('POST', '/v1/tills', { token: null, club: null, key: null, body: { code: body.code } });
  token = String(paired.body.secret);
});
afterAll(() => fixture.close());

const sale = (sessionId: string, more: object = {}) => ({
  session_id: sessionId,
  receipt: '7-1',
  paid_at: '2026-01-31T10:00:00Z',
  total: 4_100,
  code: 'member_not_found',
  message: 'the club has no such member',
  ...more,
});
const tell = (body: object) => ask('POST', '/v1/refused-sales', { token, club: null, body });
const listed = async (query = '') =>
  (await lead.ask('GET', `/v1/refused-sales${query}`)).body.items as Record<string, unknown>[];

describe('sales that the club did not take', () => {
  test('are told by the till, once for each session, and seen by the shift lead of its branch', async () => {
    expect((await tell(sale('a'))).status).toBe(200);
    const again = await tell(sale('a', { aside_note: 'paid in cash', trace_id: 'f00' }));
    expect(again.body).toMatchObject({
      branch_id: shop.id,
      till: '7',
      total: { amount: 4_100 },
      aside_note: 'paid in cash',
      trace_id: 'f00',
      member_id: null,
      settled_at: null,
      taken: false,
    });
    expect((await listed()).map(({ session_id: id }) => id)).toEqual(['a']);
    const { browser: elsewhere } = await signedIn(opened, {
      username: 'elsewhere',
      roles: ['shift_lead'],
      branches: ['mall'],
    });
    expect((await elsewhere.ask('GET', '/v1/refused-sales')).body.items).toEqual([]);
    const settle = { body: { note: 'mine' } };
    const path = `/v1/refused-sales/${String(again.body.id)}/settle`;
    isProblem(await elsewhere.ask('POST', path, settle), 404, 'refused_sale_not_found');
  });

  test('are settled once, with a note, and stay settled', async () => {
    const { body } = await tell(sale('b'));
    const path = `/v1/refused-sales/${String(body.id)}/settle`;
    isProblem(await lead.ask('POST', path, { body: { note: ' ' } }), 400, 'invalid_request');
    isProblem(await lead.ask('POST', path, { body: {} }), 400, 'invalid_request');
    expect((await lead.ask('POST', path, { body: { note: 'told again' } })).body).toMatchObject({ note: 'told again' });
    expect((await lead.ask('POST', path, { body: { note: 'no' } })).body).toMatchObject({ note: 'told again' });
    expect((await tell(sale('b', { code: 'branch_closed' }))).body).toMatchObject({ note: 'told again' });
    expect((await listed('?settled=false')).map(({ session_id: id }) => id)).toEqual(['a']);
    expect((await listed('?settled=true')).map(({ session_id: id }) => id)).toEqual(['b']);
  });

  test('are settled by themselves when the club has taken them', async () => {
    await tell(sale('c'));
    expect((await tell(sale('c', { taken: true }))).body).toMatchObject({ taken: true, note: null });
    expect((await listed('?settled=false')).map(({ session_id: id }) => id)).toEqual(['a']);
  });

  test('are told by tills, and settled by no cashier', async () => {
    isProblem(await ask('POST', '/v1/refused-sales', { body: sale('d') }), 404, 'till_not_found');
    isProblem(await ask('GET', '/v1/refused-sales', { token, club: null }), 403, 'role_missing');
    const path = '/v1/refused-sales/rfs_1/settle';
    isProblem(await ask('POST', path, { token, club: null, body: { note: 'me' } }), 403, 'role_missing');
    isProblem(await tell(sale('e', { code: 'Not a code!' })), 400, 'invalid_request');
    isProblem(await tell(sale('e', { total: -1 })), 400, 'invalid_request');
  });
});
