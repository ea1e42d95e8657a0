import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rights } from '../src/domain/rights.ts';
import { roles, type Role } from '../src/domain/roles.ts';
import type { Method } from './asking.ts';
import { signedIn, type Browser } from './browser.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

interface Documented {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-roles'?: readonly string[];
}

let fixture: HttpFixture;
let operations: readonly (readonly [method: Method, path: string, operation: Documented])[] = [];

beforeAll(async () => {
  fixture = await openHttpFixture(fullServices().services);
  const { paths } = (await fixture.app.inject({ url: '/openapi.json' })).json<{
    paths: Record<string, Record<string, Documented>>;
  }>();
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [method.toUpperCase() as Method, path, operation] as const),
  );
});
afterAll(() => fixture.close());

const page = readFileSync(join(import.meta.dirname, '../../../docs/sign-in.md'), 'utf8');
const short: Readonly<Record<Role, string>> = {
  cashier: 'cashier',
  shift_lead: 'shift lead',
  marketer: 'marketer',
  service_agent: 'service agent',
  analyst: 'analyst',
  administrator: 'administrator',
};

/** For anyone, or for members: no role of the staff has a part in it. */
const isForNoRole = (stated: readonly string[]): boolean => stated.includes('anyone') || stated.includes('member');

describe('which roles may do what', () => {
  test('is stated for every operation', () => {
    expect(operations.length).toBeGreaterThan(75);
    for (const [, path, { operationId, 'x-roles': stated = [] }] of operations) {
      expect({ operationId, isStated: stated.length > 0 }).toEqual({ operationId, isStated: true });
      if (!isForNoRole(stated))
        expect({ path, stated }).toMatchObject({ stated: expect.arrayContaining(['administrator']) as unknown });
    }
  });

  test('and for nothing that is not there', () => {
    const ids = operations.map(([, , { operationId }]) => operationId);
    expect(Object.keys(rights).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('is what docs/sign-in.md shows', () => {
    const head = `| operation | ${roles.map((role) => short[role]).join(' | ')} |`;
    const rows = operations
      .filter(([, , { 'x-roles': stated = [] }]) => !isForNoRole(stated))
      .map(([method, path, { 'x-roles': stated = [] }]) => {
        const marks = roles.map((role) => (stated.includes(role) ? '●' : '')).join(' | ');
        return `| ${method} ${path} | ${marks} |`;
      });
    const shown = page.split('<!-- rights -->\n')[1]?.split('\n<!-- end of rights -->')[0];
    expect(shown?.split('\n')).toEqual([head, `|---|${roles.map(() => ':-:').join('|')}|`, ...rows]);
  });

  test.each(roles)('holds for a %s', async (role) => {
    const { browser } = await signedIn(() => fixture, { username: role, roles: [role] });
    await holds(browser, [role]);
  });

  test('holds for several roles together', async () => {
    const { browser } = await signedIn(() => fixture, { username: 'two', roles: ['cashier', 'analyst'] });
    await holds(browser, ['cashier', 'analyst']);
  });
});

/** An administrator of one club does not do what concerns them all. */
const ofAllClubs = [
  'createClub',
  'listClubs',
  'changeClub',
  'listLedgerRoots',
  'listDeadLetters',
  'replayDeadLetters',
  'createIdentityProvider',
  'listIdentityProviders',
  'getIdentityProvider',
  'changeIdentityProvider',
  'deleteIdentityProvider',
  'checkIdentityProvider',
];

/** What may not be done is refused as such; what may be done fails for a parameter that no operation takes. */
const holds = async (browser: Browser, held: readonly Role[]): Promise<void> => {
  for (const [method, path, { operationId, 'x-roles': stated = [] }] of operations) {
    if (isForNoRole(stated)) continue;
    const { body } = await browser.ask(method, `${path.replace(/\{\w+\}/g, 'x')}?undeclared=1`);
    const allowed = ofAllClubs.includes(operationId) ? 'administrator_only' : 'invalid_request';
    const code = stated.some((role) => held.includes(role as Role)) ? allowed : 'role_missing';
    expect({ operationId, code: body.code }).toEqual({ operationId, code });
  }
};
