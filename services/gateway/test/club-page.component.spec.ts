import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, type Method } from './asking.ts';
import { Browser } from './browser.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { knownBySara } from './members-of-demo.ts';
import { Names, stepsOf } from './page-steps.ts';

const { steps, blocks } = stepsOf('club.md');
const names = new Names();

let fixture: HttpFixture;
let member: Browser;

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership: { ...smallMembership, ...knownBySara() } }));
  member = new Browser(() => fixture);
});
afterAll(() => fixture.close());

/** What the staff does on the page is done with the administrator's key. */
const ofStaff = (path: string): boolean => path === '/v1/outbox' || path === '/v1/clubs/demo';

describe("the page about the member's club", () => {
  test('is understood as a whole', () => {
    expect(steps).toHaveLength(blocks);
    expect(steps.length).toBeGreaterThan(7);
  });

  test.each(steps)('$method $path', async ({ method, path, body, status, answer }) => {
    const asked = body === '' ? {} : { body: JSON.parse(names.filled(body)) as unknown };
    const reply = ofStaff(path)
      ? await asking(() => fixture)(method as Method, path, {
          ...asked,
          ...(path === '/v1/clubs/demo' && { club: null }),
        })
      : await member.ask(method as Method, path, {
          ...asked,
          club: 'demo',
        });
    const expected = answer.trim() === '' ? {} : (JSON.parse(names.filled(answer)) as Record<string, unknown>);
    names.learn(expected, reply.body);
    if (typeof reply.body.csrf_token === 'string') member.csrfToken = reply.body.csrf_token;
    const told = JSON.parse(names.filled(JSON.stringify(expected))) as Record<string, unknown>;
    expect({ status: reply.status, body: reply.body }).toMatchObject({ status: Number(status), body: told });
  });
});
