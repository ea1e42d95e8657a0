import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OccasionKind } from '@vafa/contracts/membership';
import { VoucherStatus } from '@vafa/contracts/rewards';
import { DomainError } from '@vafa/kernel';
import type { Services } from '../src/adapters/grpc/services.ts';
import { asking, isProblem } from './asking.ts';
import { signedIn } from './browser.ts';
import { demo, sara, shop } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
let till: string;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);
const down = new Set<string>();
const called: string[] = [];
const { services } = fullServices();

const full = {
  ...sara,
  phone: '+989123456789',
  email: 'sara@example.org',
  cardNumber: '6219000123',
  birthDate: '1990-04-17',
};
const voucher = {
  ...(await services.rewards.getVoucher({ clubId: demo.id, code: 'ABC' })).voucher!,
  code: 'AAAAAA-BBBBBB-CCCCCC',
};
const card = `/v1/member-cards?member_id=${sara.id}`;

const answers: Readonly<Record<string, unknown>> = {
  getMember: { member: full },
  findMembers: { members: [full], nextPageToken: '' },
  getOccasions: { occasions: [{ kind: OccasionKind.OCCASION_KIND_BIRTHDAY, inDays: -1 }] },
  listVouchers: {
    vouchers: [VoucherStatus.VOUCHER_STATUS_ISSUED, VoucherStatus.VOUCHER_STATUS_USED].map((status) => ({
      ...voucher,
      status,
    })),
    nextPageToken: '',
  },
  countOpenComplaints: { open: 2 },
};

/** As services answer that may be down, with a note of each call. */
const noted = <S extends object>(service: S): S =>
  new Proxy(service, {
    get: (target, name: string) => {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== 'function') return method;
      return (request: { readonly criterion?: { readonly value: string } }): unknown => {
        called.push(name);
        if (down.has(name)) return Promise.reject(new DomainError('unavailable', 'service_unavailable', 'down'));
        if (request.criterion?.value === 'nobody') return Promise.resolve({ members: [], nextPageToken: '' });
        return name in answers ? Promise.resolve(answers[name]) : Reflect.apply(method, target, [request]);
      };
    },
  });

beforeAll(async () => {
  const all = Object.entries(services).map(([name, service]) => [name, noted(service as object)] as const);
  fixture = await openHttpFixture(Object.fromEntries(all) as unknown as Services);
  const { browser: lead } = await signedIn(opened, { username: 'lead', roles: ['shift_lead'], branches: [shop.code] });
  const { code } = (await lead.ask('POST', '/v1/till-codes', { body: { branch: 'shop', till: '7' } })).body;
  till = String((await ask('POST', '/v1/tills', { token: null, club: null, key: null, body: { code } })).body.secret);
});
beforeEach(() => {
  down.clear();
  called.length = 0;
});
afterAll(() => fixture.close());

const asTill = (url: string) => ask('GET', url, { token: till, club: null });

describe('the card of a member, as a till sees it', () => {
  test('says all at one glance: what to congratulate on, and that complaints wait', async () => {
    const { status, body } = await asTill(card);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        items: [
          {
            member: { id: sara.id, name: 'Sara', phone: '••••6789', card: '••••0123', masked: true },
            tier: { tier: { code: 'gold' } },
            accounts: [{ unit: 'points', available: -5 }],
            vouchers: [{ code: '…CCCCCC', status: 'issued' }],
            occasions: [{ kind: 'birthday', in_days: -1 }],
            open_complaints: 2,
            unread: [],
          },
        ],
      },
    });
  });

  test('tells neither a birth date nor a word of a complaint, nor what the member is reached by', async () => {
    const text = JSON.stringify((await asTill(card)).body);
    expect(text).not.toMatch(/1990|04-17|sara@|912345|621900|AAAAAA|Cold|Sorry/);
    expect(text).toContain('"birth_date":null');
    expect(called).not.toContain('listComplaints');
    isProblem(await asTill('/v1/complaints'), 403, 'role_missing');
  });

  test('is asked for once: the member first, and the rest at the same time', async () => {
    await asTill(card);
    called.length = 0;
    await asTill(`/v1/member-cards?card=${full.cardNumber}`);
    expect(called[0]).toBe('findMembers');
    expect(called.slice(1).toSorted()).toEqual([
      'countOpenComplaints',
      'getBalances',
      'getMemberTier',
      'getOccasions',
      'listVouchers',
    ]);
  });

  test.each(['phone=09123456789', 'card=6219000123', `member_id=${sara.id}`])('is found by %s', async (query) => {
    expect((await asTill(`/v1/member-cards?${query}`)).body).toMatchObject({ items: [{ member: { id: sara.id } }] });
  });

  test.each(['', '?phone=1&card=2', '?q=sara', '?card='])('and not by %j', async (query) => {
    isProblem(await asTill(`/v1/member-cards${query}`), 400, 'invalid_request');
  });

  test('of nobody there is none', async () => {
    expect((await asTill('/v1/member-cards?card=nobody')).body).toEqual({ items: [] });
  });

  test.each([
    ['getMemberTier', 'tier'],
    ['getOccasions', 'occasions'],
    ['getBalances', 'accounts'],
    ['listVouchers', 'vouchers'],
    ['countOpenComplaints', 'open_complaints'],
  ])('is there without what %s does not answer, and says so', async (rpc, part) => {
    down.add(rpc);
    const [seen] = (await asTill(card)).body.items as Record<string, unknown>[];
    expect(seen).toMatchObject({ member: { id: sara.id }, unread: [part] });
    expect(seen?.open_complaints).toBe(part === 'open_complaints' ? undefined : 2);
    expect(seen?.tier === null).toBe(part === 'tier');
    expect(seen?.occasions).toHaveLength(part === 'occasions' ? 0 : 1);
    expect(seen?.accounts).toHaveLength(part === 'accounts' ? 0 : 1);
  });

  test('is not there without the service that knows members', async () => {
    down.add('getMember');
    isProblem(await asTill(card), 503, 'service_unavailable');
  });

  test('who guesses is braked, as with every look-up', async () => {
    const key = { name: 'Guesser', verbs: ['members:read'], branches: ['shop'] };
    const token = String((await ask('POST', '/v1/api-keys', { body: key })).body.secret);
    const guess = () => ask('GET', '/v1/member-cards?card=nobody', { token });
    for (let each = 0; each < 24; each++) expect((await guess()).status).toBe(200);
    isProblem(await guess(), 429, 'too_many_requests');
  });
});

test('who sees all of a member sees it in the card, and no more of vouchers and complaints', async () => {
  const { body } = await ask('GET', card);
  expect(body).toMatchObject({ items: [{ member: { birth_date: '1990-04-17', masked: false } }] });
  expect(JSON.stringify(body)).not.toMatch(/AAAAAA|Cold/);
});
