import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, type Method } from './asking.ts';
import { Browser } from './browser.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { Names, stepsOf } from './page-steps.ts';

const { steps, blocks } = stepsOf('sign-in.md');
const names = new Names();

let fixture: HttpFixture;
let browser: Browser;

beforeAll(async () => {
  const getTiers = () => Promise.resolve({ periodDays: 365, tiers: [], revision: 1 });
  fixture = await openHttpFixture(fakeServices({ membership: { ...smallMembership, getTiers } }));
  browser = new Browser(() => fixture);
});
afterAll(() => fixture.close());

describe('the page about signing in', () => {
  test('is understood as a whole', () => {
    expect(steps).toHaveLength(blocks);
    expect(steps.length).toBeGreaterThan(5);
  });

  test.each(steps)('$method $path', async ({ method, path, body, status, answer }) => {
    const asked = body === '' ? {} : { body: JSON.parse(names.filled(body)) as unknown };
    const byKey = path === '/v1/staff' && method === 'POST';
    const reply = byKey
      ? await asking(() => fixture)(method, path, asked)
      : await browser.ask(method as Method, path, asked);
    const expected = answer.trim() === '' ? {} : (JSON.parse(names.filled(answer)) as Record<string, unknown>);
    names.learn(expected, reply.body);
    if (typeof reply.body.csrf_token === 'string') browser.csrfToken = reply.body.csrf_token;
    const told = JSON.parse(names.filled(JSON.stringify(expected))) as Record<string, unknown>;
    expect({ status: reply.status, body: reply.body }).toMatchObject({ status: Number(status), body: told });
  });
});
