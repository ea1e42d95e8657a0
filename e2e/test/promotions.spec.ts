import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';

let club: RunningClub;
let rest: Rest;

beforeAll(async () => {
  club = await RunningClub.start({ empty: true });
  const admin = club.rest();
  const body = { code: 'shop', name: 'Shop', currency: 'GBP', time_zone: 'Europe/London' };
  await admin.call('createClub', { body });
  rest = admin.of('shop');
  await rest.call('createBranch', { body: { code: 'oxford', name: 'Oxford' } });
}, 600_000);
afterAll(() => club.remove());

/** The requests and answers of the section that tells of REST, in their order. */
const steps = readFileSync(join(import.meta.dirname, '../../docs/promotions.md'), 'utf8')
  .split('## Through REST')[1]
  ?.split('\n## ')[0]
  ?.split('```http\n')
  .slice(1)
  .map((part) => {
    const [request = '', answer = ''] = (part.split('\n```')[0] ?? '').split('\n\n');
    const [first = '', ...body] = request.split('\n');
    const [method = '', url = ''] = first.split(' ');
    const [, status = '', json = ''] = /^(\d{3})\s*([\s\S]*)$/.exec(answer) ?? [];
    return { method, url, body: body.join('\n'), status: Number(status), json };
  });

describe('docs/promotions.md', () => {
  test('tells of REST as it is', async () => {
    expect(steps?.length).toBeGreaterThan(7);
    for (const [place, { method, url, body, status, json }] of (steps ?? []).entries()) {
      const answer = await rest.request(method, url, {
        ...(body !== '' && { body: JSON.parse(body) as object }),
        ...(method === 'POST' && { key: `docs ${String(place)}` }),
      });
      expect({ step: place, status: answer.status, body: answer.body }).toMatchObject({
        step: place,
        status,
        ...(json !== '' && { body: JSON.parse(json) as object }),
      });
    }
  });
});
