import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pointsOf } from '../src/figures.ts';
import { num, type Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';

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

const page = readFileSync(join(import.meta.dirname, '../../docs/promotions.md'), 'utf8');

/** The requests and answers of a section, in their order. */
const stepsOf = (section: string) =>
  page
    .split(`\n## ${section}\n`)[1]
    ?.split('\n## ')[0]
    ?.split('```http\n')
    .slice(1)
    .map((part) => {
      const [request = '', answer = ''] = (part.split('\n```')[0] ?? '').split('\n\n');
      const [first = '', ...body] = request.split('\n');
      const [method = '', url = ''] = first.split(' ');
      const [, status = '', json = ''] = /^(\d{3})\s*([\s\S]*)$/.exec(answer) ?? [];
      return { method, url, body: body.join('\n'), status: Number(status), json };
    }) ?? [];

describe('docs/promotions.md', () => {
  test.each([
    ['Through REST', 8],
    ['In a sale', 5],
  ])('tells of "%s" as it is', async (section, least) => {
    const steps = stepsOf(section);
    expect(steps.length).toBeGreaterThanOrEqual(least);
    for (const [place, { method, url, body, status, json }] of steps.entries()) {
      const answer = await rest.request(method, url, {
        ...(body !== '' && { body: JSON.parse(body) as object }),
        ...(method === 'POST' && { key: `docs ${section} ${String(place)}` }),
      });
      expect({ step: place, status: answer.status, body: answer.body }).toMatchObject({
        step: place,
        status,
        ...(json !== '' && { body: JSON.parse(json) as object }),
      });
    }
  });
});

describe('a member buys with promotions and pays with points', () => {
  const patientMs = 30_000;
  let shop: Rest;
  let sara: string;
  const session = { session_id: 'sale-1' };
  const publish = async (code: string, terms: object): Promise<void> => {
    const body = { code, name: code.toUpperCase(), terms };
    await shop.request('POST', '/v1/promotions', { body });
    await shop.request('POST', `/v1/promotions/${code}/submit`, { body: { revision: 1 } });
    await shop.request('POST', `/v1/promotions/${code}/approve`, { body: { revision: 2 } });
    expect(await shop.request('POST', `/v1/promotions/${code}/publish`)).toMatchObject({ status: 200 });
  };
  const has = (available: number, held = 0) =>
    until(`${String(available)} points are there and ${String(held)} held`, patientMs, async () => {
      const now = await pointsOf(shop, sara);
      return now.available === available && now.held === held ? now : undefined;
    });
  const back = async (...lines: readonly { position: number; quantity: number }[]) => {
    const answer = await shop.call('returnLines', { path: session, body: { lines: [...lines] } });
    const { amount, points_taken_back: taken, points_restored: restored } = answer.return;
    return [num(amount.amount), num(taken), num(restored), num(answer.session.remaining_total.amount)];
  };

  beforeAll(async () => {
    const admin = club.rest();
    const body = { code: 'till', name: 'Till', currency: 'GBP', time_zone: 'Europe/London', point_value: 10_000 };
    await admin.call('createClub', { body });
    shop = admin.of('till');
    await shop.call('createBranch', { body: { code: 'oxford', name: 'Oxford' } });
    sara = (await shop.call('enrolMember', { body: { name: 'Sara' } })).id;
    const gift = { amount: 500, occasion: 'goodwill', reason: 'to begin with' } as const;
    await shop.call('adjustBalance', { path: { member_id: sara }, body: gift });
    await shop.call('publishEarningRule', {
      body: { code: 'pounds', name: 'A point a pound', points: 1, per_amount: 100 },
    });
    await publish('ten', {
      conditions: [{ kind: 'total', at_least: 2000 }],
      effects: [{ kind: 'off_sale', off: { percent: 10 } }],
    });
    await publish('double', {
      conditions: [],
      effects: [{ kind: 'points_per_money', points: 2, per_amount: 100, base: 'net_of_discount' }],
    });
    await has(500);
  });

  test('sees what comes off and what is earned before it is sold', async () => {
    const lines = [
      { sku: 'tea', quantity: 8, unit_price: '2.50' },
      { sku: 'cup', quantity: 1, unit_price: '3.33' },
    ];
    const body = { branch: 'oxford', till: '1', receipt: '1', member_id: sara, lines };
    // 10 % of 23.33 are 2.33; the rule counts 23.33, the promotion 21.00 twice.
    expect(await shop.call('putSession', { path: session, body })).toMatchObject({
      gross: { amount: 2333 },
      discount: { amount: 233 },
      total: { amount: 2100 },
      points: 23 + 42,
    });
  });

  test('pays with points, and what ends after the hold still counts', async () => {
    const held = await shop.call('holdSession', { path: session, body: { points: 300 } });
    expect(held).toMatchObject({ state: 'held', total: { amount: 2100 }, payable: { amount: 1800 } });
    await has(200, 300);
    await shop.request('POST', '/v1/promotions/ten/end', { body: { reason: 'that was all' } });
    const closed = await shop.call('closeSession', { path: session, body: {} });
    expect(closed).toMatchObject({ state: 'closed', total: { amount: 2100 }, payable: { amount: 1800 }, points: 65 });
    await has(500 - 300 + 65);
  });

  test('brings it back in three parts, and has everything as it was', async () => {
    // 13.33 are left, below 20.00: at full price, for 13 + 26 points. 300 × 7.67 ÷ 21.00 is 109.57.
    expect(await back({ position: 1, quantity: 4 })).toEqual([767, 65 - 39, 109, 1333]);
    await has(200 + 39 + 109);
    // 10.00 are left: 10 + 20 points; 300 × 11.00 ÷ 21.00 is 157.14.
    expect(await back({ position: 2, quantity: 1 })).toEqual([333, 9, 48, 1000]);
    await has(200 + 30 + 157);
    expect(await back({ position: 1, quantity: 4 })).toEqual([1000, 30, 143, 0]);
    await has(500);
    expect(await shop.call('getSession', { path: session })).toMatchObject({
      discount: { amount: 233 },
      total: { amount: 2100 },
      remaining_total: { amount: 0 },
      points: 0,
    });
  });
});
