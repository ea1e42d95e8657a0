import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pointsOf } from '../src/figures.ts';
import { PageSteps } from '../src/page-steps.ts';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';

const page = new PageSteps('rewards.md');

describe('the page about rewards', () => {
  let club: RunningClub;
  let rest: Rest;

  beforeAll(async () => {
    club = await RunningClub.start({ empty: true });
    await club.made(120_000);
    rest = club.rest();
    await rest.call('createBranch', { body: { code: 'b', name: 'B' } });
    const member = (await rest.call('enrolMember', { body: { external_id: 'one' } })).id;
    await rest.call('putSession', {
      path: { session_id: 's' },
      body: {
        branch: 'b',
        till: '1',
        receipt: '1',
        member_id: member,
        lines: [{ sku: 'A', quantity: 1, unit_price: '1000.00' }],
      },
    });
    await rest.call('closeSession', { path: { session_id: 's' }, body: {} });
    await until('the points are there', 300_000, async () =>
      (await pointsOf(rest, member)).available === 1000 ? true : undefined,
    );
    page.name('member', member);
  }, 300_000);
  afterAll(() => club.remove());

  test('is understood as a whole', () => {
    expect(page.steps).toHaveLength(page.written);
  });
  test.each(page.steps)('$method $path', async (step) => {
    const { found, said } = await page.run(rest, step);
    expect(found).toMatchObject(said);
  });
});
