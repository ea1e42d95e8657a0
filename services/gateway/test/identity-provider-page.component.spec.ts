import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openIdentityProvider, type TestIdentityProvider } from '@vafa/testing/identity-provider';
import { asking, type Method } from './asking.ts';
import { Browser } from './browser.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { Names, stepsOf } from './page-steps.ts';
import { known, returnsTo } from './provider-steps.ts';

const { steps, blocks } = stepsOf('identity-provider.md');
const names = new Names();

let fixture: HttpFixture;
let company: TestIdentityProvider;
let browser: Browser;

beforeAll(async () => {
  company = await openIdentityProvider({ redirectUris: [returnsTo], people: { reza: known('Reza') } });
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership }));
  browser = new Browser(() => fixture);
  names.learn({ issuer: '$issuer', secret: '$secret' }, { issuer: company.issuer, secret: company.clientSecret });
});
afterAll(async () => {
  await fixture.close();
  await company.stop();
});

describe('the page about the identity provider', () => {
  test('is understood as a whole', () => {
    expect(steps).toHaveLength(blocks);
    expect(steps.length).toBeGreaterThan(5);
  });

  test.each(steps)('$method $path', async ({ method, path, body, status, answer }) => {
    const asked = body === '' ? {} : { body: JSON.parse(names.filled(body)) as unknown };
    const isOfPerson = path.startsWith('/v1/sign-in');
    const reply = isOfPerson
      ? await browser.ask(method as Method, names.filled(path), { ...asked, key: null })
      : await asking(() => fixture)(method as Method, names.filled(path), asked);
    const expected = JSON.parse(names.filled(answer || '{}')) as Record<string, unknown>;
    names.learn(expected, reply.body);
    const told = JSON.parse(names.filled(JSON.stringify(expected))) as Record<string, unknown>;
    expect({ status: reply.status, body: reply.body }).toMatchObject({ status: Number(status), body: told });
    if (typeof reply.body.location !== 'string') return;
    const url = await company.visit(reply.body.location, 'reza');
    names.learn({ state: '$state', code: '$code' }, Object.fromEntries(url.searchParams));
  });
});
