import { idsAlone } from '../../../test/ids-alone.ts';
import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '@vafa/kernel';
import { approved, draft, plan } from '../../../test/promotion-life.ts';
import { publishStep } from '../../domain/promotion-life/decide-step.ts';
import type { PromotionDraft, PromotionPlan } from '../../domain/promotion-life/draft.ts';
import { noPromotions } from '../../domain/promotion-life/club-promotions.ts';
import type { TriedBasket } from '../../domain/promotion-life/tried-basket.ts';
import { FreshRules } from '../fresh-rules.ts';
import { FreshPromotions } from './fresh-promotions.ts';
import { KnownPromotions, promotionId } from './known-promotions.ts';
import type { PromotionDrafts } from './promotion-drafts.ts';
import { TryPromotions } from './try-promotions.ts';

const clubId = 'clb_a';
const start = Date.parse('2026-03-10T12:00:00Z');
const hours = (count: number): Date => new Date(start + count * 3_600_000);
const clock = new ManualClock(hours(0).toISOString());
const order = { clubId, key: 'k', by: 'stf_sara' };

const off = (percent: number, more: object = {}) => ({
  conditions: [],
  effects: [{ kind: 'off_sale', off: { percent } }],
  ...more,
});
const planOf = (terms: object, changes: Partial<PromotionPlan> = {}) =>
  plan({ terms: JSON.stringify(terms), ...changes });

const basket = (lines: number, changes: Partial<TriedBasket> = {}): TriedBasket => ({
  at: undefined,
  zone: 'Europe/London',
  calendar: 'gregorian',
  digits: 2,
  pointValue: 0n,
  place: {},
  member: undefined,
  lines: Array.from({ length: lines }, (_none, at) => ({
    sku: `s${String(at)}`,
    quantityMilli: 1_000n,
    unitPrice: '10.00',
    attributes: {},
    tax: undefined,
    good: undefined,
  })),
  shipping: undefined,
  codes: [],
  payments: [],
  attributes: {},
  left: {},
  ...changes,
});

/** Of a club where ten percent runs as `ten`, with these drafts. */
const trialWith = (drafts: readonly PromotionDraft[]): TryPromotions => {
  const ten = approved('ten', hours(0), { id: promotionId(clubId, 'ten') });
  const steps = [publishStep(noPromotions, ten, order, hours(0))];
  const record = { since: (_club: string, revision: number) => Promise.resolve(steps.slice(revision)) };
  const published = new FreshPromotions({ ...record, append: () => Promise.resolve('taken') }, clock);
  const load = (id: string) => Promise.resolve({ draft: drafts.find((each) => each.id === id), key: 'k' });
  const known = new KnownPromotions({ load } as unknown as PromotionDrafts, published, clock);
  const rules = new FreshRules({ since: () => Promise.resolve([]), append: () => Promise.resolve('taken') }, clock);
  return new TryPromotions(rules, published, known, idsAlone, clock);
};

const written = (code: string, changes: Partial<PromotionPlan>): PromotionDraft =>
  draft(code, hours(0), { id: promotionId(clubId, code), ...planOf(off(20)), ...changes });

describe('a draft of what runs, with a time of its own', () => {
  const timed = written('ten', { startsAt: hours(10), endsAt: hours(20) });
  const told = async (at: Date) => {
    const trial = { clubId, basket: basket(1, { at }), memberId: '', plan: undefined, drafts: ['ten'] };
    const { promotions } = await trialWith([timed]).execute(trial);
    return promotions.map(({ promotion: { version }, discount, refusal }) => [
      version.version,
      discount,
      refusal?.code ?? 'applies',
    ]);
  };

  test.each([
    [
      'before it begins what runs stays',
      hours(9),
      [
        [1, 100n, 'applies'],
        [0, 0n, 'not_yet_valid'],
      ],
    ],
    ['as it begins it takes its place', hours(10), [[0, 200n, 'applies']]],
    ['as it ends neither is left, as it will be', hours(20), [[0, 0n, 'no_longer_valid']]],
  ])('%s', async (_name, at, expected) => {
    expect(await told(at)).toEqual(expected);
  });
});

describe('a trial that would take long is refused', () => {
  const effects = Array.from({ length: 10 }, () => off(1).effects[0]);
  const grouped = Array.from({ length: 6 }, (_none, at) =>
    written(`d${String(at)}`, planOf(off(1, { effects, combine: 'best_in_group', group: `g${String(at)}` }))),
  );
  const inTurn = grouped.map((each) => ({ ...each, ...planOf(off(1, { effects })) }));
  const conditions = [{ kind: 'any_of', count: 1, set: Array.from({ length: 100 }, () => ({ skus: ['tea'] })) }];
  const asking = [written('d0', planOf(off(1, { conditions: [{ kind: 'all', of: [...conditions, ...conditions] }] })))];
  const attempt = (drafts: readonly PromotionDraft[], lines: number, changes: Partial<TriedBasket> = {}) =>
    trialWith(drafts).execute({
      clubId,
      basket: basket(lines, changes),
      memberId: '',
      plan: undefined,
      drafts: drafts.map(({ code }) => code),
    });
  const refused = { kind: 'invalid', code: 'invalid_basket', details: { place: '/lines' } };

  test('of many choices, lines and effects', async () => {
    await expect(attempt(grouped, 2_000)).rejects.toMatchObject(refused);
    expect((await attempt(grouped, 100)).lines).toHaveLength(100);
  });

  test('and of conditions on lines; without choices many lines are tried', async () => {
    await expect(attempt(asking, 10_000)).rejects.toMatchObject(refused);
    expect((await attempt(inTurn, 2_000)).lines).toHaveLength(2_000);
  });

  test('and of limits that may fall one after the other', async () => {
    const limits = [{ id: 'budget', of: 'discount' }];
    const limited = inTurn.map((each) => ({ ...each, ...planOf(off(1, { effects, limits })) }));
    expect((await attempt(limited, 2_000)).lines).toHaveLength(2_000);
    await expect(attempt(limited, 2_000, { left: { budget: 1_000n } })).rejects.toMatchObject(refused);
  });
});

test('tax above a hundred percent is refused', async () => {
  const taxed = (rate: bigint) => {
    const lines = basket(1).lines.map((each) => ({ ...each, tax: { class: 'full', rate, included: false } }));
    return trialWith([]).execute({ clubId, basket: basket(1, { lines }), memberId: '', plan: undefined, drafts: [] });
  };
  expect(await taxed(1_000_000n)).toMatchObject({ net: 900n, tax: 900n });
  await expect(taxed(1_000_001n)).rejects.toMatchObject({
    code: 'invalid_basket',
    details: { place: '/lines/0/tax/rate' },
  });
});
