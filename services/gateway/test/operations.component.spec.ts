import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import { asking } from './asking.ts';
import { demo, fakeServices, sara, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);

beforeAll(async () => {
  fixture = await openHttpFixture(
    fakeServices({ membership: smallMembership, ledger: { getBalances: () => Promise.resolve({ balances: [] }) } }),
  );
});
afterAll(() => fixture.close());

describe('answers', () => {
  test('points are there before the first entry', async () => {
    const { body } = await ask('GET', `/v1/members/${sara.id}/accounts`);
    expect(body).toEqual({
      items: [{ unit: 'points', available: 0, pending: 0, held: 0, lifetime_earned: 0, decimals: 0 }],
      next_page_token: '',
    });
  });

  test('carry security headers and say nothing of the server', async () => {
    const { headers } = await ask('GET', `/v1/members/${sara.id}`);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
    expect(headers.server).toBeUndefined();
  });

  test('health is open and tells what is down', async () => {
    expect(await ask('GET', '/health/live', { token: null, club: null })).toMatchObject({
      status: 200,
      body: { status: 'live' },
    });
    expect(await ask('GET', '/health/ready', { token: null, club: null })).toMatchObject({
      status: 200,
      body: { status: 'ready', checks: { database: 'up' } },
    });
    fixture.checks.ledger = false;
    expect(await ask('GET', '/health/ready', { token: null, club: null })).toMatchObject({
      status: 503,
      body: { status: 'not_ready', checks: { database: 'up', ledger: 'down' } },
    });
  });

  test('dead letters are listed and replayed by the administrator', async () => {
    const event = {
      id: 'evt_1',
      type: 'vafa.checkout.sale_closed.v1',
      key: 'sal_1',
      clubId: demo.id,
      occurredAt: new Date(),
      epoch: 1,
      sequence: 1n,
      payload: Buffer.alloc(0),
    };
    let isCured = false;
    let handled = 0;
    const consumption = await fixture.stream.consume({
      topic: 'vafa.checkout.v1',
      group: 'ledger',
      handle: () => {
        if (!isCured) return Promise.reject(new DomainError('invalid', 'unknown_event_format', 'format 9'));
        handled++;
        return Promise.resolve();
      },
    });
    await fixture.stream.publish('vafa.checkout.v1', [event]);
    const letters = async (): Promise<Record<string, unknown>[]> =>
      (await ask('GET', '/v1/events/dead-letters?group=ledger', { club: null })).body.items as Record<
        string,
        unknown
      >[];
    const until = async (holds: () => Promise<boolean>): Promise<void> => {
      while (!(await holds())) await new Promise(setImmediate);
    };
    await until(async () => (await letters()).length === 1);
    expect((await letters())[0]).toMatchObject({
      event_id: 'evt_1',
      key: 'sal_1',
      reason: 'unknown_event_format',
      message: 'format 9',
    });
    isCured = true;
    expect(await ask('POST', '/v1/events/replays', { body: { topic: 'vafa.checkout.v1' }, club: null })).toMatchObject({
      status: 202,
      body: { replayed: 1 },
    });
    await until(async () => (await letters()).length === 0);
    expect(handled).toBe(1);
    await consumption.stop();
  });
});
