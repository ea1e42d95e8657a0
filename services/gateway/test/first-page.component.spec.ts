import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem } from './asking.ts';
import { fakeServices } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);
const asPerson = (headers: Record<string, string> = {}) =>
  ask('GET', '/', { token: null, club: null, headers: { accept: 'text/html,*/*;q=0.8', ...headers } });

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({}));
});
afterAll(() => fixture.close());

describe('/', () => {
  test('shows a person where things are, in English and Persian, with a style that its policy names and nothing else', async () => {
    const { status, type, headers, body } = await asPerson({ host: 'club.example:8080' });
    const text = String(body.text);
    expect([status, type]).toEqual([200, 'text/html']);
    for (const shown of [
      'href="/docs"',
      'href="/health/ready"',
      'admin-key',
      'http://club.example:8080/v1/summary',
      'ورود',
    ])
      expect(text).toContain(shown);
    const style = /<style>(.*)<\/style>/su.exec(text)?.[1] ?? '';
    expect(headers['content-security-policy']).toContain(
      `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    );
    expect(text).not.toMatch(/<script|style=|onclick|src=|https?:\/\/(?!club\.example)/);
  });

  test('begins with the language that is asked for, and shows no name that is not one', async () => {
    expect(String((await asPerson({ 'accept-language': 'fa-IR,en' })).body.text)).toMatch(
      /<html lang="fa">[^]*dir="rtl">[^]*<section lang="en">/,
    );
    expect(String((await asPerson({ host: '"><b>x' })).body.text)).not.toContain('<b>');
  });

  test('gives programs links that lead somewhere', async () => {
    const { body, type } = await ask('GET', '/', { token: null, club: null });
    expect(type).toBe('application/json');
    for (const link of Object.values(body.links as Record<string, string>))
      expect([200, 302]).toContain((await ask('GET', link, { token: null, club: null })).status);
  });
});

test('what is not there says where to look, without a body being read', async () => {
  const answer = await ask('POST', '/v1/nothing', { token: null, body: 'no JSON at all' });
  isProblem(answer, 404, 'route_not_found');
  expect(answer.body.detail).toBe('nothing is at POST /v1/nothing; what there is stands at /docs, and /openapi.json');
});
