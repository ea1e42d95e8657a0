import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { toPage } from '@vafa/mongo';
import { isProblem, type Asking } from './asking.ts';
import { asWhoeverMay } from './every-caller.ts';
import { other, sara } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
let lists: string[] = [];
const { services, asked } = fullServices();
let ask: Asking;
const tokenOf = async (url: string, club = 'demo'): Promise<string> =>
  String((await ask('GET', url, { club })).body.next_page_token);
const withToken = (url: string, token: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}page_token=${encodeURIComponent(token)}`;

beforeAll(async () => {
  fixture = await openHttpFixture(services);
  ask = await asWhoeverMay(() => fixture);
  const { paths } = (await fixture.app.inject({ url: '/openapi.json' })).json<OpenAPIObject>();
  lists = Object.entries(paths).flatMap(([path, item]) =>
    item.get?.parameters?.some((parameter) => 'name' in parameter && parameter.name === 'page_token') ? [path] : [],
  );
});
afterAll(() => fixture.close());

describe('page tokens', () => {
  test('lead on in the list, club and filter that gave them out, and the service sees its own', async () => {
    const token = await tokenOf('/v1/members?q=sara&page_size=1');
    expect(token).not.toBe('more');
    expect((await ask('GET', withToken('/v1/members?page_size=7&q=sara', token))).status).toBe(200);
    expect(asked.get('findMembers')).toMatchObject({ page: { pageSize: 7, pageToken: 'more' } });
  });

  test.each([
    ['another filter', '/v1/members?q=reza', {}],
    ['no filter', '/v1/members', {}],
    ['another list', '/v1/rewards', {}],
    ['another club', '/v1/members?q=sara', { club: 'other' }],
  ])('of %s are refused', async (_case, url, request) => {
    isProblem(
      await ask('GET', withToken(url, await tokenOf('/v1/members?q=sara')), request),
      400,
      'invalid_page_token',
    );
  });

  test('that were made up are refused by every list', async () => {
    expect(lists.length).toBeGreaterThan(10);
    const real = await tokenOf('/v1/members');
    const changed = `${real.slice(0, -2)}${real.endsWith('AA') ? 'BB' : 'AA'}`;
    const { nextPageToken: ofService } = toPage({
      found: [sara],
      more: true,
      toMessage: ({ id }) => id,
      behind: ({ id }) => ({ after: id }),
    });
    const madeUp = [
      'x',
      'more',
      changed,
      `${real}A`,
      `${real}=`,
      ofService,
      Buffer.from('{"$gt":""}').toString('base64url'),
      'A'.repeat(1_000),
      'é'.repeat(30),
    ];
    for (const path of lists) {
      const url = path.replace('{member_id}', sara.id).replace(/\{\w+\}/g, 'x');
      for (const token of madeUp) {
        const { status, body } = await ask('GET', withToken(url, token));
        expect({ url, token, status, code: body.code }).toEqual({
          url,
          token,
          status: 400,
          code: 'invalid_page_token',
        });
      }
    }
  });

  test('of the API keys: pages are bounded in bytes, and lead through all of them', async () => {
    const branchIds = Array.from({ length: 200 }, (_none, place) => `brn_${String(place).padStart(26, '0')}`);
    const made = Array.from({ length: 250 }, (_none, place) => ({
      _id: `key_${String(place).padStart(26, '0')}`,
      hash: String(place),
      clubId: other.id,
      name: '本'.repeat(120),
      verbs: ['*' as const],
      branchIds,
      createdAt: new Date(),
    }));
    await fixture.collections.apiKeys.insertMany(made);
    const ids: unknown[] = [];
    for (let token = ''; ; ) {
      const { status, body } = await ask(
        'GET',
        `/v1/api-keys?page_size=200${token === '' ? '' : `&page_token=${token}`}`,
        { club: 'other' },
      );
      expect({ status, isBounded: JSON.stringify(body).length < 1.1 * 1024 ** 2 }).toEqual({
        status: 200,
        isBounded: true,
      });
      ids.push(...(body.items as { id: string }[]).map(({ id }) => id));
      expect(ids.length).not.toBe(200);
      token = String(body.next_page_token);
      if (token === '') break;
    }
    expect(ids).toEqual(made.map(({ _id }) => _id));
  });
});
