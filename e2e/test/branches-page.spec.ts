import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PageSteps, type Step } from '../src/page-steps.ts';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';

const page = new PageSteps('branches.md');

describe('the page about branches', () => {
  let club: RunningClub;
  let rest: Rest;

  beforeAll(async () => {
    club = await RunningClub.start({ empty: true });
    await club.made(120_000);
    rest = club.rest();
  }, 300_000);
  afterAll(() => club.remove());

  /** Checkout hears of a branch by its topic: a sale that is tried dry says when it has. */
  const heard = ({ method, path, body, status }: Step): Promise<unknown> =>
    until(`${path} is answered ${String(status)}`, 300_000, async () => {
      const tried = await rest.request(method, `${path}?dry=true`, { body: JSON.parse(body) as unknown });
      return tried.status === status ? true : undefined;
    });

  test('is understood as a whole', () => {
    expect(page.steps.length).toBeGreaterThan(5);
    expect(page.steps).toHaveLength(page.written);
  });
  test.each(page.steps)('$method $path $status', async (step) => {
    if (step.method === 'PUT') await heard(step);
    const { found, said } = await page.run(rest, step);
    expect(found).toMatchObject(said);
  });

  test('a member who was enrolled a moment ago buys at once, and one that is nobody does not', async () => {
    const basket = { branch: 'oxford-street', till: '2', lines: [{ sku: 'A', quantity: 1, unit_price: '10.00' }] };
    for (let count = 0; count < 20; count++) {
      const id = `enrolled-${String(count)}`;
      const member_id = (await rest.call('enrolMember', { body: { external_id: id } })).id;
      const sold = await rest.call('putSession', {
        path: { session_id: id },
        body: { ...basket, receipt: id, member_id },
      });
      expect(sold.member_id).toBe(member_id);
    }
    const nobody = { ...basket, receipt: 'nobody', member_id: 'mem_01hv0000000000000000000000' };
    const refused = await rest.request('PUT', '/v1/sessions/nobody', { body: nobody });
    expect([refused.status, refused.body.code]).toEqual([404, 'member_not_found']);
  });
});
