import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { logTo } from '@vafa/telemetry';
import { asking } from './asking.ts';
import { demo, fakeServices, sara, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);
const lines: string[] = [];
const told = (): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request');

beforeAll(async () => {
  process.env.LOG_LEVEL = 'info';
  logTo({ write: (line) => void lines.push(line) });
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership }));
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(() => fixture.close());

describe('the log of requests', () => {
  test('says what was asked, by whom, what came of it and in which trace, and nothing of a person', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await ask('GET', `/v1/members/${sara.id}`, { headers: { traceparent, 'x-request-id': 'till-7' } });
    await ask('GET', '/v1/members?phone=09123456789');
    await ask('POST', '/v1/api-keys', { body: { name: 'Secret till', verbs: ['*'] } });
    const [first, second, third] = told();
    expect(first).toMatchObject({
      level: 30,
      service: 'gateway',
      method: 'GET',
      route: '/v1/members/:member_id',
      operation: 'getMember',
      status: 200,
      ms: expect.any(Number),
      actor: 'admin',
      club: demo.id,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      requestId: 'till-7',
    });
    expect(second).toMatchObject({ route: '/v1/members', status: 503, code: 'service_unavailable' });
    expect(third).toMatchObject({ operation: 'createApiKey', status: 201 });
    expect(lines.join('')).not.toMatch(/09123456789|Secret till|vafa_|\+98|127\.0\.0\.1/);
  });

  test('names who was turned away by address', async () => {
    await ask('GET', '/v1/summary', { token: `vafa_${'x'.repeat(44)}` });
    await ask('GET', '/v1/summary', { token: null });
    expect(told()).toMatchObject([
      { status: 401, code: 'unknown_api_key', address: '127.0.0.1' },
      { status: 401, code: 'unauthenticated', address: '127.0.0.1' },
    ]);
  });

  test('cannot be filled by who is not known; what was left out is counted', async () => {
    for (let times = 0; times < 300; times++) await ask('GET', `/nothing-${String(times)}`, { token: null });
    const before = told().length;
    expect(before).toBeLessThan(60);
    fixture.clock.advance(1_000);
    await ask('GET', '/nothing', { token: null });
    expect(told().at(-1)).toMatchObject({ route: 'none', status: 404, suppressed: 300 - before });
  });

  test('leaves probes out', async () => {
    await ask('GET', '/health/live', { token: null });
    expect(told()).toEqual([]);
  });
});
