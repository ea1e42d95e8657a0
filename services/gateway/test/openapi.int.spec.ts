import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

interface Documented {
  readonly operationId?: string;
  readonly summary?: string;
  readonly security?: unknown[];
  readonly parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

/** "GET /v1/members/{member_id}" of every route in Fastify's printed tree, whose levels are four characters wide. */
const routesOf = (tree: string): string[] => {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \(([^)]*)\)$/u.exec(line) ?? [];
    if (part === '') return [];
    above[indent.length / 4] = part;
    const path = above
      .slice(0, indent.length / 4 + 1)
      .join('')
      .replace(/:(\w+)/g, '{$1}');
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${path}`);
  });
};

/** Asks with a body and writes nothing. */
const isQuestion = (route: string): boolean =>
  [
    'POST /v1/earning-rules/trial',
    'POST /v1/earning-rules/replay',
    'POST /v1/promotions/try',
    'POST /v1/sign-in/step-up',
  ].includes(route);

/** Nobody has to say who he is for it. */
const isOpen = (route: string): boolean =>
  route.includes('/health/') ||
  ['POST /v1/sign-in', 'POST /v1/tills', 'GET /v1/brand'].includes(route) ||
  /\/v1\/sign-in\/provider/.test(route) ||
  /^GET .*\/brand$|\/member-(codes|sign-in)$/.test(route);

describe('the OpenAPI document', () => {
  let fixture: HttpFixture;
  let document: OpenAPIObject;
  let operations: [string, Documented][] = [];

  beforeAll(async () => {
    fixture = await openHttpFixture(fakeServices({ membership: smallMembership }));
    const answer = await fixture.app.inject({ url: '/openapi.json' });
    document = answer.json<OpenAPIObject>();
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Documented>).map(([method, operation]): [string, Documented] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    );
  });

  afterAll(() => fixture.close());

  test('holds every path of the REST interface', () => {
    expect(operations.map(([route]) => route).sort()).toEqual(
      [
        'POST /v1/ledger/exceptions/settle',
        'POST /v1/members/{member_id}/adjustments',
        'POST /v1/members/{member_id}/opening-balances',
        'DELETE /v1/identity-providers/{provider_id}',
        'POST /v1/clubs',
        'GET /v1/clubs',
        'PATCH /v1/clubs/{club_code}',
        'GET /v1/club',
        'GET /v1/summary/hours',
        'POST /v1/branches',
        'PATCH /v1/branches/{branch}',
        'GET /v1/branches',
        'POST /v1/tiers',
        'GET /v1/tiers',
        'POST /v1/members',
        'GET /v1/member-cards',
        'GET /v1/members',
        'GET /v1/members/{member_id}',
        'GET /v1/members/{member_id}/accounts',
        'GET /v1/members/{member_id}/expiring',
        'GET /v1/members/{member_id}/statement',
        'GET /v1/members/{member_id}/tier',
        'PATCH /v1/members/{member_id}',
        'GET /v1/members/{member_id}/corrections',
        'PUT /v1/sessions/{session_id}',
        'GET /v1/sessions',
        'GET /v1/sessions/{session_id}',
        'POST /v1/sessions/{session_id}/hold',
        'POST /v1/sessions/{session_id}/close',
        'POST /v1/sessions/{session_id}/cancel',
        'POST /v1/sessions/{session_id}/returns',
        'POST /v1/sessions/{session_id}/member',
        'POST /v1/late-adjudications',
        'POST /v1/sale-batches',
        'POST /v1/refused-sales',
        'GET /v1/refused-sales',
        'POST /v1/refused-sales/{refused_sale_id}/settle',
        'PUT /v1/catalogue',
        'GET /v1/catalogue',
        'POST /v1/catalogue/goods',
        'GET /v1/catalogue/goods',
        'GET /v1/catalogue/goods/{sku}',
        'DELETE /v1/catalogue/goods/{sku}',
        'POST /v1/rewards',
        'GET /v1/rewards',
        'POST /v1/practice',
        'POST /v1/redemptions',
        'POST /v1/vouchers/{code}/use',
        'GET /v1/vouchers/{code}',
        'GET /v1/members/{member_id}/vouchers',
        'POST /v1/redemptions/{redemption_id}/cancel',
        'PATCH /v1/rewards/{reward_id}',
        'POST /v1/earning-rules',
        'GET /v1/earning-rules',
        'GET /v1/earning-rules/{code}/versions',
        'POST /v1/earning-rules/trial',
        'POST /v1/earning-rules/replay',
        'POST /v1/promotions',
        'GET /v1/promotions',
        'GET /v1/promotions/{code}',
        'PUT /v1/promotions/{code}',
        'GET /v1/promotions/{code}/versions',
        'POST /v1/promotions/{code}/copy',
        'POST /v1/promotions/{code}/submit',
        'POST /v1/promotions/{code}/approve',
        'POST /v1/promotions/{code}/publish',
        'POST /v1/promotions/{code}/pause',
        'POST /v1/promotions/{code}/resume',
        'POST /v1/promotions/{code}/end',
        'POST /v1/promotions/stop',
        'POST /v1/promotions/try',
        'GET /v1/promotion-templates',
        'POST /v1/surveys',
        'GET /v1/surveys',
        'POST /v1/surveys/{survey_id}/responses',
        'GET /v1/surveys/{survey_id}/results',
        'POST /v1/complaints',
        'GET /v1/complaints',
        'GET /v1/complaints/{complaint_id}',
        'POST /v1/complaints/{complaint_id}/answers',
        'POST /v1/imports',
        'GET /v1/tasks',
        'GET /v1/tasks/{task_id}',
        'DELETE /v1/tasks/{task_id}',
        'POST /v1/tasks/{task_id}/retry',
        'POST /v1/imports/{task_id}/answers',
        'GET /v1/import-sources',
        'GET /v1/import-sources/{source}',
        'PUT /v1/import-sources/{source}',
        'DELETE /v1/import-sources/{source}',
        'GET /v1/tasks/{task_id}/exceptions.csv',
        'GET /v1/summary',
        'POST /v1/api-keys',
        'GET /v1/api-keys',
        'DELETE /v1/api-keys/{api_key_id}',
        'GET /v1/units',
        'PUT /v1/units/{unit}',
        'GET /v1/ledger/trial-balance',
        'GET /v1/ledger/exceptions',
        'GET /v1/ledger/transfers',
        'GET /v1/ledger/liability',
        'GET /v1/ledger/liability/members',
        'GET /v1/ledger/export',
        'GET /v1/ledger/roots',
        'GET /v1/ledger/expiring',
        'GET /v1/ledger/verification',
        'GET /v1/events/dead-letters',
        'GET /v1/events/live',
        'POST /v1/events/replays',
        'POST /v1/sign-in',
        'GET /v1/sign-in',
        'DELETE /v1/sign-in',
        'DELETE /v1/sign-ins',
        'PUT /v1/sign-in/password',
        'POST /v1/sign-in/step-up',
        'GET /v1/approvals',
        'GET /v1/approvals/{approval_id}',
        'POST /v1/approvals/{approval_id}/approve',
        'POST /v1/approvals/{approval_id}/reject',
        'POST /v1/approvals/{approval_id}/withdraw',
        'GET /v1/approval-settings',
        'PUT /v1/approval-settings',
        'GET /v1/audit',
        'GET /v1/audit/export',
        'GET /v1/audit/verification',
        'POST /v1/till-codes',
        'POST /v1/tills',
        'GET /v1/till',
        'GET /v1/tills',
        'DELETE /v1/tills/{till_id}',
        'DELETE /v1/me',
        'DELETE /v1/me/sign-in',
        'DELETE /v1/me/sign-ins',
        'DELETE /v1/members/{member_id}',
        'GET /v1/brand',
        'GET /v1/clubs/{club_code}/brand',
        'GET /v1/me',
        'GET /v1/me/accounts',
        'GET /v1/me/complaints',
        'GET /v1/me/corrections',
        'GET /v1/me/earning-rules',
        'GET /v1/me/rewards',
        'GET /v1/me/sign-in',
        'GET /v1/me/statement',
        'GET /v1/me/surveys',
        'GET /v1/me/tier',
        'GET /v1/me/tiers',
        'GET /v1/me/units',
        'GET /v1/me/vouchers',
        'GET /v1/outbox',
        'PATCH /v1/me',
        'POST /v1/clubs/{club_code}/member-codes',
        'POST /v1/clubs/{club_code}/member-sign-in',
        'POST /v1/me/complaints',
        'POST /v1/me/complaints/{complaint_id}/answers',
        'POST /v1/me/redemptions',
        'POST /v1/me/surveys/{survey_id}/responses',
        'POST /v1/identity-providers',
        'GET /v1/identity-providers',
        'GET /v1/identity-providers/{provider_id}',
        'PATCH /v1/identity-providers/{provider_id}',
        'POST /v1/identity-providers/{provider_id}/check',
        'GET /v1/sign-in/providers',
        'POST /v1/sign-in/providers/{provider_id}',
        'POST /v1/sign-in/provider-answers',
        'POST /v1/staff',
        'GET /v1/staff',
        'GET /v1/staff/{staff_id}',
        'PATCH /v1/staff/{staff_id}',
        'POST /v1/staff/{staff_id}/password',
        'GET /health/live',
        'GET /health/ready',
      ].sort(),
    );
  });

  test('lists every route that the server has', () => {
    const served = routesOf(fixture.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }));
    expect(served.length).toBeGreaterThan(40);
    expect(served.filter((route) => !/ \/(docs|openapi\.json|$)/.test(route)).sort()).toEqual(
      operations.map(([route]) => route).sort(),
    );
  });

  test('names every operation once, with a summary, an answer and the general problems', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(operations.length);
    for (const [route, operation] of operations) {
      const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
      const isPublic = isOpen(route);
      expect({
        route,
        summary: Boolean(operation.summary),
        body:
          success?.[0] === '204' ||
          Object.values(success?.[1].content ?? {}).every(({ schema }) => Object.keys(schema).length > 0),
      }).toEqual({ route, summary: true, body: true });
      expect({ route, hasContent: success?.[0] === '204' || success?.[1].content !== undefined }).toEqual({
        route,
        hasContent: true,
      });
      for (const status of isPublic ? ['500'] : ['400', '401', '403', '503']) {
        expect({ route, status, problem: Object.keys(operation.responses[status]?.content ?? {}) }).toEqual({
          route,
          status,
          problem: ['application/problem+json'],
        });
      }
      expect({ route, secured: operation.security !== undefined }).toEqual({ route, secured: !isPublic });
    }
  });

  test('documents bodies, path parameters and the Idempotency-Key of writes', () => {
    for (const [route, operation] of operations) {
      const names = (operation.parameters ?? []).map(({ name, in: place }) => `${place}:${name}`);
      for (const [, name] of route.matchAll(/\{(\w+)\}/g))
        expect({ route, names }).toMatchObject({ names: expect.arrayContaining([`path:${name ?? ''}`]) as unknown });
      const isWrite = route.startsWith('POST') || route.startsWith('PATCH');
      expect({ route, takesKey: names.includes('header:Idempotency-Key') }).toEqual({
        route,
        takesKey: isWrite && !isOpen(route) && !isQuestion(route),
      });
      if (isWrite || route.startsWith('PUT'))
        expect({ route, hasBody: operation.requestBody !== undefined }).toEqual({ route, hasBody: true });
      for (const parameter of operation.parameters ?? [])
        expect({ route, parameter: parameter.name, typed: Object.keys(parameter.schema ?? {}).length > 0 }).toEqual({
          route,
          parameter: parameter.name,
          typed: true,
        });
    }
  });

  test('every reference leads somewhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name ?? '',
    );
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((name) => !(name in (document.components?.schemas ?? {})))).toEqual([]);
  });

  test('is shown at /docs without asking anybody else', async () => {
    const page = await fixture.app.inject({ url: '/docs' });
    expect(page.statusCode).toBe(200);
    expect(
      [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].filter(([, address]) => /^(https?:)?\/\//.test(address ?? '')),
    ).toEqual([]);
    expect((await fixture.app.inject({ url: '/docs/swagger-ui-bundle.js' })).statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  });
});
