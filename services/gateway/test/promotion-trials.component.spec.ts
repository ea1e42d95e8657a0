import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { asking, isProblem } from './asking.ts';
import { sara, shop } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { ten } from './promotions.ts';

let fixture: HttpFixture;
const { services: full, asked } = fullServices();
/** Branches that were looked up. */
let lookedUp: string[] = [];
const getBranch: typeof full.membership.getBranch = ({ idOrCode: code }) => {
  lookedUp.push(code);
  return Promise.resolve({ branch: { ...shop, code, id: `brn_${code}` } });
};
const services = { ...full, membership: { ...full.membership, getBranch } };
const ask = asking(() => fixture);

beforeAll(async () => {
  fixture = await openHttpFixture(services);
});
beforeEach(() => {
  asked.clear();
  lookedUp = [];
});
afterAll(() => fixture.close());

const line = { sku: 'tea', quantity: 2, unit_price: '2.50' };
const attempt = (more: object) => ask('POST', '/v1/promotions/try', { body: { lines: [line], ...more } });

describe('branches that conditions name', () => {
  const named = (count: number) => {
    const names = Array.from({ length: count }, (_none, at) => `branch-${String(at)}`);
    const parts = Array.from({ length: 4 }, (_none, at) => names.slice(at * 300, (at + 1) * 300));
    const branches = parts
      .filter((part) => part.length > 0)
      .map((part) => ({ kind: 'branch', in: [...part, ...part] }));
    return { ...ten, conditions: [{ kind: 'any', of: branches }] };
  };

  test('are looked up, each once', async () => {
    expect((await attempt({ promotion: { terms: named(2) } })).status).toBe(200);
    const { promotion } = asked.get('tryPromotions') as { promotion: { terms: string } };
    expect(promotion.terms).toContain('"in":["brn_branch-0","brn_branch-1","brn_branch-0","brn_branch-1"]');
    expect(lookedUp).toEqual(['branch-0', 'branch-1']);
  });

  test('are at most a thousand, and nothing is looked up where they are more', async () => {
    const { status, body } = await attempt({ promotion: { terms: named(1_001) } });
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ pointer: '/promotion/terms/conditions', code: 'too_big' }] },
    });
    const sent = { code: 'ten', name: 'Ten', terms: named(1_001) };
    expect((await ask('POST', '/v1/promotions', { body: sent })).body).toMatchObject({
      errors: [{ pointer: '/terms/conditions', code: 'too_big' }],
    });
    expect(lookedUp).toEqual([]);
    expect((await attempt({ promotion: { terms: named(1_000) } })).status).toBe(200);
  });
});

describe('a trial', () => {
  test('names the member that campaigns looks up, and asks nothing of membership itself', async () => {
    await attempt({ now: '2026-03-20T20:45:00Z', member_id: sara.id });
    expect(asked.get('tryPromotions')).toMatchObject({
      memberId: sara.id,
      member: undefined,
      at: new Date('2026-03-20T20:45:00Z'),
    });
    await attempt({ member: { id: sara.id, tier: 'gold' } });
    expect(asked.get('tryPromotions')).toMatchObject({ memberId: sara.id, member: { id: sara.id, tier: 'gold' } });
    await attempt({ member: { tier: 'gold' } });
    expect(asked.get('tryPromotions')).toMatchObject({ memberId: '', member: { id: 'somebody', tier: 'gold' } });
    await attempt({ member_id: 'mem_1', member: { id: sara.id } });
    expect(asked.get('tryPromotions')).toMatchObject({ memberId: 'mem_1', member: { id: 'mem_1' } });
    expect([asked.get('getMember'), asked.get('getMemberTier')]).toEqual([undefined, undefined]);
  });

  test('looks up a member only for who may see members', async () => {
    const { body } = await ask('POST', '/v1/api-keys', { body: { name: 'Rules', verbs: ['rules:read'] } });
    const token = body.secret as string;
    const byIt = (more: object) =>
      ask('POST', '/v1/promotions/try', { token, club: null, body: { lines: [line], ...more } });
    isProblem(await byIt({ member_id: sara.id }), 403, 'verb_missing');
    isProblem(await byIt({ member: { id: sara.id } }), 403, 'verb_missing');
    expect(asked.get('tryPromotions')).toBeUndefined();
    expect((await byIt({ member: { tier: 'gold' } })).status).toBe(200);
  });

  test('knows no tax above a hundred percent', async () => {
    const taxed = (rate: number) => attempt({ lines: [{ ...line, tax: { class: 'full', rate, included: false } }] });
    expect((await taxed(1_000_000)).status).toBe(200);
    isProblem(await taxed(1_000_001), 400, 'invalid_request');
  });
});
