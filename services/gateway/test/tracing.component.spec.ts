import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { activeTraceparent, startTelemetry, type Telemetry } from '@vafa/telemetry';
import { freePort, OtlpReceiver } from '@vafa/testing';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const phone = '+989121234567';
const within: (string | undefined)[] = [];

let receiver: OtlpReceiver;
let telemetry: Telemetry;
let fixture: HttpFixture;
let url: string;

beforeAll(async () => {
  receiver = await OtlpReceiver.open();
  telemetry = await startTelemetry({ service: 'gateway', environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } });
  const enrolMember = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    within.push(activeTraceparent());
    return { member: undefined };
  };
  const findMembers = () => Promise.reject(new Error('a bug'));
  fixture = await openHttpFixture(fakeServices({ membership: { ...smallMembership, enrolMember, findMembers } }));
  const port = await freePort();
  url = `http://127.0.0.1:${String(port)}`;
  await fixture.app.listen(port, '127.0.0.1');
});

afterAll(async () => {
  await fixture.close();
  await telemetry.stop();
  await receiver.close();
});

const ask = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${fixture.adminKey}`,
      'vafa-club': 'demo',
      'idempotency-key': path,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    requestId: answer.headers.get('x-request-id'),
    body: (await answer.json()) as Record<string, unknown>,
  };
};

test("a request is one span of its caller's trace, named by its route; the handler runs within, also after a body came in", async () => {
  const enrolled = await ask('POST', '/v1/members', { name: 'Sara', phone }, { traceparent });
  expect(enrolled.status).toBe(500);
  expect(enrolled.body.traceId).toBe(traceId);
  const missing = await ask('GET', `/v1/${phone}`);
  const refused = await ask('GET', `/v1/members/${phone}`, undefined, { 'x-request-id': 'till-7/42' });
  expect(refused.requestId).toBe('till-7/42');
  await ask('GET', '/v1/members');
  await ask('GET', '/health/live');
  await telemetry.stop();

  const spans = receiver.spans.filter((span) => span.kind === 'server');
  const [enrol] = spans;
  expect(enrol).toMatchObject({ traceId, parentId: '00f067aa0ba902b7', name: 'POST /v1/members', failed: true });
  expect(within).toEqual([`00-${traceId}-${enrol?.id ?? ''}-01`]);
  expect(
    receiver.spans.some(
      (span) =>
        span.kind === 'client' && span.parentId === enrol?.id && span.attributes['db.operation.name'] === 'insert',
    ),
  ).toBe(true);
  expect(spans.map(({ name, attributes, failed, traceId: trace }) => [name, attributes, failed, trace])).toEqual([
    [
      'POST /v1/members',
      {
        'http.request.method': 'POST',
        'http.route': '/v1/members',
        'http.response.status_code': 500,
        'vafa.code': 'internal',
      },
      true,
      traceId,
    ],
    [
      'GET',
      { 'http.request.method': 'GET', 'http.response.status_code': 404, 'vafa.code': 'route_not_found' },
      false,
      missing.body.traceId,
    ],
    [
      'GET /v1/members/:member_id',
      {
        'http.request.method': 'GET',
        'http.route': '/v1/members/:member_id',
        'http.response.status_code': 404,
        'vafa.code': 'member_not_found',
      },
      false,
      refused.body.traceId,
    ],
    [
      'GET /v1/members',
      {
        'http.request.method': 'GET',
        'http.route': '/v1/members',
        'http.response.status_code': 500,
        'vafa.code': 'internal',
      },
      true,
      expect.any(String),
    ],
  ]);
  expect(new Set(spans.map((span) => span.traceId)).size).toBe(4);

  const durations = receiver.metrics.filter((point) => point.metric === 'vafa.http.server.duration');
  expect(durations.map(({ attributes }) => attributes['http.response.status_code']).sort()).toEqual([
    404, 404, 500, 500,
  ]);
  expect(JSON.stringify([receiver.spans, receiver.metrics])).not.toContain('9121234567');
});
