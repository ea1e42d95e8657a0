import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asking, type Method } from './asking.ts';
import { Browser } from './browser.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/sign-in.md'), 'utf8');
const block = /```http\n(?<method>[A-Z]+) (?<path>\S+)\n(?<body>(?:\{.*\}\n)?)\n(?<status>\d{3})(?<answer>.*)\n```/g;
const steps = [...page.matchAll(block)].map(({ groups = {} }) => groups);

let fixture: HttpFixture;
let browser: Browser;

beforeAll(async () => {
  const getTiers = () => Promise.resolve({ periodDays: 365, tiers: [] });
  fixture = await openHttpFixture(fakeServices({ membership: { ...smallMembership, getTiers } }));
  browser = new Browser(() => fixture);
});
afterAll(() => fixture.close());

/** Names that the page gives to what was answered. */
const known = new Map<string, string>();
const filled = (text: string): string => text.replace(/\$(\w+)/g, (name, word: string) => known.get(word) ?? name);

/** Keeps what stands at a name for the first time. */
const learn = (expected: Record<string, unknown>, found: Record<string, unknown>): void => {
  for (const [name, value] of Object.entries(expected))
    if (typeof value === 'string' && value.startsWith('$')) known.set(value.slice(1), String(found[name]));
};

describe('the page about signing in', () => {
  test('is understood as a whole', () => {
    expect(steps).toHaveLength(page.split('```http').length - 1);
    expect(steps.length).toBeGreaterThan(5);
  });

  test.each(steps)('$method $path', async ({ method = '', path = '', body = '', status = '', answer = '' }) => {
    const asked = body === '' ? {} : { body: JSON.parse(filled(body)) as unknown };
    const byKey = path === '/v1/staff' && method === 'POST';
    const reply = byKey
      ? await asking(() => fixture)(method, path, asked)
      : await browser.ask(method as Method, path, asked);
    const expected = answer.trim() === '' ? {} : (JSON.parse(filled(answer)) as Record<string, unknown>);
    learn(expected, reply.body);
    if (typeof reply.body.csrf_token === 'string') browser.csrfToken = reply.body.csrf_token;
    const told = JSON.parse(filled(JSON.stringify(expected))) as Record<string, unknown>;
    expect({ status: reply.status, body: reply.body }).toMatchObject({ status: Number(status), body: told });
  });
});
