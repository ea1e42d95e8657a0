import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PageSteps } from '../src/page-steps.ts';
import { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';

const page = new PageSteps('catalogue.md');

describe('the page about the catalogue', () => {
  let club: RunningClub;
  let rest: Rest;

  beforeAll(async () => {
    club = await RunningClub.start({ empty: true });
    await club.made(120_000);
    rest = club.rest();
  }, 300_000);
  afterAll(() => club.remove());

  test('is understood as a whole', () => {
    expect(page.steps.length).toBeGreaterThan(7);
    expect(page.steps).toHaveLength(page.written);
  });
  test.each(page.steps)('$method $path $status', async (step) => {
    const { found, said } = await page.run(rest, step);
    expect(found).toMatchObject(said);
  });

  test('what is none is refused by its place, and nothing of the request is saved', async () => {
    const right = { sku: 'CUP', name_en: 'Cup' };
    const wrong: readonly (readonly [object, string])[] = [
      [{ ...right, sku: '' }, '/goods/1/sku'],
      [{ ...right, sku: 'x'.repeat(65) }, '/goods/1/sku'],
      [{ ...right, sku: 'a\u0000b' }, '/goods/1/sku'],
      [{ ...right, name_fa: 'x'.repeat(201) }, '/goods/1/name_fa'],
      [{ ...right, name_fa: 'a\u202eb' }, '/goods/1/name_fa'],
      [{ ...right, cost: -1 }, '/goods/1/cost'],
      [{ ...right, cost: 1.5 }, '/goods/1/cost'],
      [{ ...right, decimals: 4 }, '/goods/1/decimals'],
      [{ ...right, gift_card: 'yes' }, '/goods/1/gift_card'],
      [{ ...right, category: 'A B' }, '/goods/1/category'],
      [{ ...right, price: 5 }, '/goods/1/price'],
      [{ ...right, revision: 1 }, '/goods/1/revision'],
    ];
    for (const [good, pointer] of wrong) {
      const body = { goods: [{ sku: 'SAUCER', name_en: 'Saucer' }, good] };
      const answer = await rest.request('POST', '/v1/catalogue/goods', { body });
      expect({ good, status: answer.status, errors: answer.body.errors }).toMatchObject({
        good,
        status: 400,
        errors: [{ pointer }],
      });
    }
    const many = Array.from({ length: 1_001 }, (_none, at) => ({ sku: `S${String(at)}`, name_en: 'x' }));
    for (const goods of [[], many])
      expect((await rest.request('POST', '/v1/catalogue/goods', { body: { goods } })).status).toBe(400);
    expect((await rest.items('listGoods', { query: { sku_from: 'S' } })).length).toBe(0);
  });

  test('a till sees goods and not what they cost, and changes nothing', async () => {
    await rest.call('createBranch', { body: { code: 'soho' } });
    await rest.call('saveGoods', { body: { goods: [{ sku: 'CUP', name_en: 'Cup', cost: 700, floor_price: 900 }] } });
    const { secret } = await rest.call('createApiKey', {
      body: { name: 'Till', verbs: ['catalogue:read', 'catalogue:write'], branches: ['soho'] },
    });
    const till = new Rest(club.url, secret);
    const seen = await till.call('getGood', { path: { sku: 'CUP' } });
    expect([seen.cost, seen.floor_price]).toEqual([undefined, 900]);
    expect((await till.items('listGoods', { query: { sku_from: 'C' } })).map(({ cost }) => cost)).toEqual([undefined]);
    const refused = [
      await till.request('POST', '/v1/catalogue/goods', { body: { goods: [{ sku: 'X', name_en: 'X' }] } }),
      await till.request('PUT', '/v1/catalogue', { body: {} }),
      await till.request('DELETE', '/v1/catalogue/goods/CUP', {}),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await rest.call('getGood', { path: { sku: 'CUP' } })).toMatchObject({ cost: 700 });
  });
});
