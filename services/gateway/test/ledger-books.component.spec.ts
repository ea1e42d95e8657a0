import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Entry,
  Settlement,
  type ExportJournalResponse,
  type Liability,
  type SettleExceptionRequest,
  type SettleExceptionResponse,
} from '@vafa/contracts/ledger';
import { DomainError } from '@vafa/kernel';
import { freePort } from '@vafa/testing';
import { asking } from './asking.ts';
import { demo, fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

const at = new Date('2026-01-31T00:00:00Z');
const liability: Liability = {
  available: 900n,
  pending: 50n,
  held: 60n,
  outstanding: 1_010n,
  owed: 5n,
  months: [
    { month: '2026-02', amount: 15n },
    { month: 'never', amount: 1_000n },
  ],
  issued: 4_000n,
  expired: 1_000n,
  unposted: 150n,
  uncollected: 90n,
};
const figures = {
  ...Object.fromEntries(Object.entries(liability).map(([name, value]) => [name, Number(value)])),
  months: [
    { month: '2026-02', amount: 15 },
    { month: 'never', amount: 1_000 },
  ],
};

let fixture: HttpFixture;
const ask = asking(() => fixture);
const asked: Record<string, unknown>[] = [];
const say =
  <T>(answer: T) =>
  (request: object): Promise<T> => {
    asked.push({ ...request });
    return Promise.resolve(answer);
  };

const settled = ({ key, exceptionKey }: SettleExceptionRequest): SettleExceptionResponse => {
  if (exceptionKey === 'e:gone') throw new DomainError('refused', 'exception_not_found', 'there is none');
  const entry = {
    ...Entry.decode(new Uint8Array()),
    key,
    kind: 'settle',
    amount: -6n,
    availableAfter: 4n,
    effectiveAt: at,
    recordedAt: at,
  };
  return { entry };
};

const exported = async function* ({ unit }: { readonly unit: string }): AsyncGenerator<ExportJournalResponse> {
  await Promise.resolve();
  if (unit === 'gold') throw new DomainError('not_found', 'unknown_unit', 'the club has no such unit', { unit });
  yield { text: 'line,club\r\nopening,demo\r\n' };
  if (unit === 'broken') throw new DomainError('internal', 'journal_broken', 'a commit cannot be added up');
  yield { text: 'closing,demo\r\n' };
};

beforeAll(async () => {
  fixture = await openHttpFixture(
    fakeServices({
      membership: smallMembership,
      ledger: { settleException: async (request) => say(settled(request))(request) },
      ledgerBooks: {
        getTrialBalance: say({
          asOf: at,
          units: [
            {
              unit: 'points',
              accounts: 3n,
              books: [
                { book: 'available', balance: 9n },
                { book: 'issuance', balance: -9n },
              ],
              openTransfers: 1n,
              openTransfersAmount: 4n,
              openExceptions: 2n,
              openExceptionsAmount: -6n,
              agrees: true,
            },
          ],
        }),
        listExceptions: say({
          exceptions: [
            {
              account: { clubId: demo.id, memberId: 'mem_1', unit: 'points' },
              key: 'e:sale:1',
              book: 'redemption',
              amount: -6n,
              reason: 'hold_not_found',
              reference: 'sal_1',
              recordedAt: at,
              claim: false,
            },
          ],
          nextPageToken: 'next',
        }),
        listOpenTransfers: say({
          transfers: [
            {
              from: { clubId: demo.id, memberId: 'mem_1', unit: 'points' },
              toMemberId: 'mem_2',
              key: 'c:gift',
              amount: 4n,
            },
          ],
          nextPageToken: '',
        }),
        measureLiability: (request) => {
          const [points, stars] = request.pointCost === undefined ? ['253', '253'] : ['1010', ''];
          return say({
            asOf: at,
            units: [
              { unit: 'points', accounts: 3n, liability, cost: points, expiredMillionths: 250_000n },
              { unit: 'stars', accounts: 1n, liability, cost: stars, expiredMillionths: 0n },
            ],
          })(request);
        },
        listMemberLiabilities: say({ members: [{ memberId: 'mem_1', unit: 'points', liability }], nextPageToken: '' }),
        listRoots: say({ roots: [{ day: '2026-01-30', root: 'ab', accounts: 3n, keptAt: at }], nextPageToken: '' }),
        listExpiring: say({
          members: [{ memberId: 'mem_1', unit: 'points', amount: 15n, firstAt: at }],
          nextPageToken: '',
        }),
        exportJournal: exported,
      },
    }),
  );
});
afterAll(() => fixture.close());

describe("the ledger's books over REST", () => {
  test('trial balance of a moment', async () => {
    const { body } = await ask('GET', '/v1/ledger/trial-balance?unit=points&as_of=2026-01-31T00:00:00Z');
    expect(asked.at(-1)).toEqual({ clubId: demo.id, unit: 'points', asOf: at });
    expect(body).toEqual({
      as_of: at.toISOString(),
      units: [
        {
          unit: 'points',
          accounts: 3,
          books: { available: 9, issuance: -9 },
          open_transfers: { count: 1, amount: 4 },
          open_exceptions: { count: 2, amount: -6 },
          agrees: true,
        },
      ],
    });
  });

  test('an exception is settled by a person', async () => {
    const body = { member_id: 'mem_1', key: 'e:sale:1', into: 'club' };
    expect(await ask('POST', '/v1/ledger/exceptions/settle', { body, key: 's1' })).toMatchObject({
      status: 200,
      body: { kind: 'settle', amount: -6, available_after: 4 },
    });
    expect(asked.at(-1)).toEqual({
      account: { clubId: demo.id, memberId: 'mem_1', unit: 'points' },
      key: expect.stringContaining('s1'),
      exceptionKey: 'e:sale:1',
      into: Settlement.SETTLEMENT_CLUB,
      by: { person: 'admin', role: 'administrator', approver: '' },
    });
    expect(
      await ask('POST', '/v1/ledger/exceptions/settle', { body: { ...body, key: 'e:gone' }, key: 's2' }),
    ).toMatchObject({ status: 404, body: { code: 'exception_not_found' } });
    expect(
      await ask('POST', '/v1/ledger/exceptions/settle', { body: { ...body, into: 'nowhere' }, key: 's3' }),
    ).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  test('what is open, in pages', async () => {
    expect((await ask('GET', '/v1/ledger/exceptions?page_size=1')).body).toEqual({
      items: [
        {
          member_id: 'mem_1',
          unit: 'points',
          key: 'e:sale:1',
          book: 'redemption',
          amount: -6,
          reason: 'hold_not_found',
          reference: 'sal_1',
          recorded_at: at.toISOString(),
          claim: false,
        },
      ],
      next_page_token: expect.stringMatching(/^[\w-]{20,}$/),
    });
    expect(asked.at(-1)).toEqual({ clubId: demo.id, unit: '', asOf: undefined, page: { pageSize: 1, pageToken: '' } });
    expect((await ask('GET', '/v1/ledger/transfers')).body).toEqual({
      items: [{ from_member_id: 'mem_1', to_member_id: 'mem_2', unit: 'points', key: 'c:gift', amount: 4 }],
      next_page_token: '',
    });
  });

  test("liability at a cost that is given, or at the club's own", async () => {
    const { body } = await ask('GET', '/v1/ledger/liability?cost_per_thousand=250');
    expect(asked.at(-1)).toMatchObject({ costPerThousand: 250n, pointCost: undefined });
    expect(body.units).toEqual([
      {
        unit: 'points',
        accounts: 3,
        ...figures,
        cost: { amount: 253, currency: 'GBP', digits: 2 },
        expired_share: 0.25,
      },
      { unit: 'stars', accounts: 1, ...figures, cost: { amount: 253, currency: 'GBP', digits: 2 }, expired_share: 0 },
    ]);
    // A point costs this club one penny, and the ledger knows no cost of its stars.
    expect((await ask('GET', '/v1/ledger/liability')).body.units).toMatchObject([
      { cost: { amount: 1_010 } },
      { cost: null },
    ]);
    expect(asked.at(-1)).toMatchObject({ costPerThousand: 0n, pointCost: demo.pointCost });
  });

  test('of each member, roots, and what ends soon', async () => {
    expect((await ask('GET', '/v1/ledger/liability/members')).body.items).toEqual([
      { member_id: 'mem_1', unit: 'points', ...figures },
    ]);
    expect((await ask('GET', '/v1/ledger/roots', { club: null })).body.items).toEqual([
      { day: '2026-01-30', root: 'ab', accounts: 3, kept_at: at.toISOString() },
    ]);
    expect((await ask('GET', '/v1/ledger/expiring?before=2026-03-01T00:00:00Z')).body.items).toEqual([
      { member_id: 'mem_1', unit: 'points', amount: 15, first_at: at.toISOString() },
    ]);
  });

  const headers = (): Record<string, string> => ({ authorization: `Bearer ${fixture.adminKey}`, 'vafa-club': 'demo' });

  test('the export is a file', async () => {
    const answer = await fixture.app.inject({ url: '/v1/ledger/export', headers: headers() });
    expect(answer).toMatchObject({ statusCode: 200, body: 'line,club\r\nopening,demo\r\nclosing,demo\r\n' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="ledger.csv"',
    });
  });

  test('what is wrong with the question is a problem, not a file', async () => {
    expect(await ask('GET', '/v1/ledger/export?unit=gold')).toMatchObject({
      status: 404,
      body: { code: 'unknown_unit' },
    });
  });

  test('a file that breaks off is not one that ends', async () => {
    await fixture.app.listen(await freePort(), '127.0.0.1');
    const response = await fetch(`${await fixture.app.getUrl()}/v1/ledger/export?unit=broken`, { headers: headers() });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  test.each([
    ['a format that nobody knows', '/v1/ledger/export?format=xml'],
    ['a moment that is none', '/v1/ledger/trial-balance?as_of=yesterday'],
    ['a unit that is no name', '/v1/ledger/trial-balance?unit=a.b'],
    ['a cost below nothing', '/v1/ledger/liability?cost_per_thousand=-1'],
    ['a moment that is missing', '/v1/ledger/expiring'],
    ['a parameter that is not known', '/v1/ledger/trial-balance?tier=gold'],
  ])('%s is refused', async (_name, path) => {
    expect(await ask('GET', path)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});
