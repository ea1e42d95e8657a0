import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pointsOf, statementOf, summaryOf } from '../src/figures.ts';
import type { Task } from '@vafa/client';
import { type Reply, type RequestOptions, type Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';

const line = { sku: 'A', quantity: 1, unit_price: '10.00' };
const unknownMember = 'mem_01h455vb4pex5vsknk084sn02q';

describe('bad input gets a problem with a stable code and changes nothing', () => {
  let club: RunningClub;
  let rest: Rest;
  let member = '';
  let dearReward = '';
  let usedVoucher = '';
  let foreignKey = '';

  beforeAll(async () => {
    club = await RunningClub.start({ empty: true });
    await club.made(120_000);
    rest = club.rest();
    await rest.call('createBranch', { body: { code: 'b', name: 'B' } });
    member = (await rest.call('enrolMember', { body: { external_id: 'one' } })).id;
    await rest.call('putSession', {
      path: { session_id: 'closed' },
      body: basket('closed', [{ sku: 'A', quantity: 1, unit_price: '1000.00' }]),
    });
    await rest.call('closeSession', { path: { session_id: 'closed' }, body: {} });
    await until('the points are there', 120_000, async () =>
      (await pointsOf(rest, member)).available === 1000 ? true : undefined,
    );
    const cheap = await rest.call('createReward', { body: { code: 'cheap', name: 'Cheap', price_points: 100 } });
    dearReward = (await rest.call('createReward', { body: { code: 'dear', name: 'Dear', price_points: 5_000 } })).id;
    const redeemed = await rest.call('redeemReward', {
      body: { member_id: member, reward_id: cheap.id },
      key: 'redeem-once',
    });
    usedVoucher = redeemed.voucher.code;
    await rest.call('useVoucher', { path: { code: usedVoucher }, body: { branch: 'b' } });
    await rest.call('createClub', {
      body: { code: 'other', name: 'Other', currency: 'GBP', time_zone: 'Europe/London' },
    });
    const key = await rest.of('other').call('createApiKey', { body: { name: 'till', verbs: ['*'] } });
    foreignKey = key.secret;
    await rest.call('putSession', { path: { session_id: 'open' }, body: basket('open', [line]) });
  }, 300_000);

  afterAll(() => club.remove());

  const basket = <Lines>(receipt: string, lines: Lines) => ({
    branch: 'b',
    till: '1',
    receipt,
    member_id: member,
    lines,
  });

  /** Everything that a refused request must leave as it is. */
  const snapshot = async () => ({
    summary: await summaryOf(rest),
    points: await pointsOf(rest, member),
    // A refusal is itself an entry, so that its key answers the same for ever; it moves nothing.
    statement: (await statementOf(rest, member)).filter(({ kind }) => kind !== 'refused'),
    members: (await rest.call('findMembers')).items.map(({ id }) => id),
    staff: (await rest.call('listStaff')).items,
    tills: (await rest.call('listTills')).items,
    open: await rest.call('getSession', { path: { session_id: 'open' } }),
    closed: await rest.call('getSession', { path: { session_id: 'closed' } }),
  });

  const put = (id: string, body: unknown): [string, string, RequestOptions] => ['PUT', `/v1/sessions/${id}`, { body }];
  const cases: [string, () => [string, string, RequestOptions], number, string][] = [
    [
      'an unknown member in a sale',
      () => put('bad', { ...basket('bad', [line]), member_id: unknownMember }),
      404,
      'member_not_found',
    ],
    ['an unknown member asked for', () => ['GET', `/v1/members/${unknownMember}`, {}], 404, 'member_not_found'],
    ['an unknown branch', () => put('bad', { ...basket('bad', [line]), branch: 'nowhere' }), 404, 'branch_not_found'],
    ['a sale without lines', () => put('bad', basket('bad', [])), 400, 'invalid_request'],
    ['a negative quantity', () => put('bad', basket('bad', [{ ...line, quantity: -1 }])), 400, 'invalid_request'],
    [
      'a line beyond 10¹⁴ minor units',
      () => put('bad', basket('bad', [{ ...line, quantity: 2, unit_price: '999999999999.99' }])),
      400,
      'amount_out_of_range',
    ],
    [
      'a total beyond 10¹⁴ minor units',
      () =>
        put(
          'bad',
          basket('bad', [
            { ...line, unit_price: '999999999999.99' },
            { ...line, unit_price: '999999999999.99' },
          ]),
        ),
      400,
      'amount_out_of_range',
    ],
    [
      'points beyond 10¹²',
      () => ['POST', '/v1/sessions/open/hold', { body: { points: 1_000_000_000_001 } }],
      400,
      'invalid_request',
    ],
    ['an unknown field', () => put('bad', { ...basket('bad', [line]), discount: 5 }), 400, 'invalid_request'],
    [
      'an operator instead of a text',
      () => put('bad', { ...basket('bad', [line]), member_id: { $gt: '' } }),
      400,
      'invalid_request',
    ],
    [
      'a number instead of a text',
      () => put('bad', basket('bad', [{ ...line, unit_price: 10 }])),
      400,
      'invalid_request',
    ],
    [
      'a word instead of a number',
      () => put('bad', basket('bad', [{ ...line, quantity: 'one' }])),
      400,
      'invalid_request',
    ],
    [
      'a quantity finer than three places',
      () => put('bad', basket('bad', [{ ...line, quantity: '0.1234' }])),
      400,
      'invalid_request',
    ],
    ['JSON that breaks off', () => put('bad', '{"branch": "b"'), 400, 'malformed_request'],
    [
      'a name that turns the text around',
      () => ['POST', '/v1/members', { body: { name: 'a\u202eb' } }],
      400,
      'invalid_request',
    ],
    [
      'a name of which nothing can be seen',
      () => ['POST', '/v1/rewards', { body: { code: 'ghost', name: '\u200c\u200f', price_points: 1 } }],
      400,
      'invalid_reward',
    ],
    [
      'a reason with a control character',
      () => ['POST', '/v1/sessions/closed/member', { body: { member_id: member, reason: 'a\u0000' } }],
      400,
      'invalid_request',
    ],
    ['a phone that is none', () => ['POST', '/v1/members', { body: { phone: '12' } }], 400, 'invalid_phone'],
    [
      'an external id that is taken',
      () => ['POST', '/v1/members', { body: { external_id: 'one' } }],
      409,
      'identity_taken',
    ],
    ["another club's key", () => ['GET', `/v1/members/${member}`, { token: foreignKey }], 403, 'other_club'],
    [
      "another club's key, its own club, our member",
      () => ['GET', `/v1/members/${member}`, { token: foreignKey, club: null }],
      404,
      'member_not_found',
    ],
    [
      "another club's key, its own club, our session",
      () => ['POST', '/v1/sessions/open/close', { token: foreignKey, club: null }],
      404,
      'session_not_found',
    ],
    [
      'a wrong password',
      () => ['POST', '/v1/sign-in', { body: { username: 'admin', password: 'not the password' }, key: null }],
      401,
      'sign_in_refused',
    ],
    [
      'a username that is an operator',
      () => ['POST', '/v1/sign-in', { body: { username: { $gt: '' }, password: { $gt: '' } }, key: null }],
      400,
      'invalid_request',
    ],
    ['the sign-in of a key', () => ['GET', '/v1/sign-in', {}], 403, 'sign_in_only'],
    [
      'a role that is none',
      () => ['POST', '/v1/staff', { body: { username: 'eve', name: 'Eve', roles: ['owner'] } }],
      400,
      'invalid_request',
    ],
    [
      'a cashier of all clubs',
      () => ['POST', '/v1/staff', { body: { username: 'eve', name: 'Eve', roles: ['cashier'], all_clubs: true } }],
      400,
      'all_clubs_administrator_only',
    ],
    [
      'a person whom nobody knows',
      () => ['PATCH', '/v1/staff/stf_none', { body: { disabled: true }, key: 'nobody' }],
      404,
      'staff_not_found',
    ],
    [
      "a till's code that nobody made",
      () => ['POST', '/v1/tills', { body: { code: 'AAAAA-AAAAA' }, key: null }],
      404,
      'till_code_unknown',
    ],
    ['an audit log since yesterday', () => ['GET', '/v1/audit?from=yesterday', {}], 400, 'invalid_request'],
    ['a key that nobody gave out', () => ['GET', '/v1/summary', { token: 'vafa_nobody' }], 401, 'unknown_api_key'],
    [
      'a missing Idempotency-Key',
      () => ['POST', '/v1/members', { body: { external_id: 'two' }, key: null }],
      400,
      'idempotency_key_missing',
    ],
    [
      'an Idempotency-Key reused with another body',
      () => ['POST', '/v1/redemptions', { body: { member_id: member, reward_id: dearReward }, key: 'redeem-once' }],
      422,
      'idempotency_key_reused',
    ],
    [
      'burning more than available',
      () => ['POST', '/v1/redemptions', { body: { member_id: member, reward_id: dearReward } }],
      409,
      'balance_too_low',
    ],
    [
      'paying with more than the sale is worth',
      () => ['POST', '/v1/sessions/open/hold', { body: { points: 1_001 } }],
      409,
      'more_than_total',
    ],
    [
      'a voucher used twice',
      () => ['POST', `/v1/vouchers/${usedVoucher}/use`, { body: { branch: 'b' } }],
      409,
      'voucher_used',
    ],
    [
      'a voucher that nobody has',
      () => ['POST', '/v1/vouchers/0000000000000000/use', { body: { branch: 'b' } }],
      404,
      'voucher_not_found',
    ],
    ['the receipt of another session', () => put('bad', basket('closed', [line])), 409, 'receipt_taken'],
    ['another basket for a closed session', () => put('closed', basket('closed', [line])), 409, 'session_differs'],
    ['closing again', () => ['POST', '/v1/sessions/closed/close', {}], 409, 'session_closed'],
    [
      'returning more than was sold',
      () => ['POST', '/v1/sessions/closed/returns', { body: { lines: [{ position: 1, quantity: 2 }] } }],
      409,
      'more_than_sold',
    ],
    [
      'returning a line that is not there',
      () => ['POST', '/v1/sessions/closed/returns', { body: { lines: [{ position: 9, quantity: 1 }] } }],
      404,
      'line_not_found',
    ],
    ['a page token that nobody gave out', () => ['GET', '/v1/members?page_token=x', {}], 400, 'invalid_page_token'],
  ];

  const isProblem = ({ status, type, body }: Reply, wanted: number, code: string): void => {
    expect({ status, type, code: body.code }).toEqual({ status: wanted, type: 'application/problem+json', code });
    expect(body).toMatchObject({
      status: wanted,
      type: `urn:vafa:problem:${code}`,
      title: expect.any(String),
      traceId: expect.any(String),
    });
  };

  test.each(cases)('%s', async (_case, make, status, code) => {
    const before = await snapshot();
    const [method, path, options] = make();
    isProblem(await rest.request(method, path, options), status, code);
    expect(await snapshot()).toEqual(before);
  });

  test('of a file with other columns the club asks what they are, and writes nothing', async () => {
    const before = await snapshot();
    const form = new FormData();
    form.set('file', new Blob(['a,b\n1,2\n']), 'f.csv');
    const { id } = (await rest.upload(form, { key: 'asks', dry: false })) as Task;
    const asked = await until('the task asks', 120_000, async () => {
      const now = await rest.call('getTask', { path: { task_id: id } });
      return now.state === 'queued' || now.state === 'running' ? undefined : now;
    });
    expect(asked).toMatchObject({ state: 'question' });
    expect(asked.questions.length).toBeGreaterThan(0);
    expect(await snapshot()).toEqual(before);
  });

  test('two tills close one session: one of them does', async () => {
    await rest.call('putSession', { path: { session_id: 'race' }, body: basket('race', [line]) });
    const replies = await Promise.all([1, 2].map(() => rest.request('POST', '/v1/sessions/race/close', {})));
    const [won, lost] = replies.toSorted((a, b) => a.status - b.status) as [Reply, Reply];
    expect(won).toMatchObject({ status: 200, body: { state: 'closed' } });
    isProblem(lost, 409, 'session_closed');
    await until('10 points for one sale', 120_000, async () =>
      (await pointsOf(rest, member)).available === 910 ? true : undefined,
    );
  });

  test('two tills race for the last points: one of them gets them', async () => {
    for (const id of ['left', 'right'])
      await rest.call('putSession', {
        path: { session_id: id },
        body: basket(id, [{ ...line, unit_price: '100.00' }]),
      });
    const replies = await Promise.all(
      ['left', 'right'].map((id) => rest.request('POST', `/v1/sessions/${id}/hold`, { body: { points: 600 } })),
    );
    const [won, lost] = replies.toSorted((a, b) => a.status - b.status) as [Reply, Reply];
    expect(won).toMatchObject({ status: 200, body: { state: 'held', points_held: 600 } });
    isProblem(lost, 409, 'balance_too_low');
    expect(await pointsOf(rest, member)).toMatchObject({ available: 310, held: 600 });
  });
});
