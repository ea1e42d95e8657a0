import { describe, expect, test } from '@jest/globals';
import { draft, plan } from '../../../test/promotion-life.ts';
import { approveDraft, checkPlan, periodThen, planText, rewriteDraft, submitDraft } from './draft.ts';

const at = new Date('2026-03-10T12:00:00Z');
const sara = { by: 'stf_sara', at };
const omid = { by: 'stf_omid', at };

describe('a plan', () => {
  test('is kept in its one form', () => {
    const { plan: kept, says } = checkPlan(
      'ten',
      plan({ name: ' Ten ', terms: ' {"conditions":[],"effects":[{"kind":"message","code":"hi"}]}' }),
    );
    expect(kept).toMatchObject({ name: 'Ten', terms: '{"conditions":[],"effects":[{"kind":"message","code":"hi"}]}' });
    expect(says).toMatchObject({ code: 'ten', name: 'Ten', combine: 'stackable' });
  });

  test.each([
    ['a code with spaces', 'ten percent', {}, { '/code': 'wrong_format' }],
    ['no name', 'ten', { name: ' ' }, { '/name': 'wrong_format' }],
    ['an end before its beginning', 'ten', { startsAt: at, endsAt: at }, { '/ends_at': 'range_empty' }],
    ['a budget of nothing', 'ten', { budget: 0n }, { '/budget': 'out_of_range' }],
    ['a budget beyond all money', 'ten', { budget: 10n ** 14n + 1n }, { '/budget': 'out_of_range' }],
  ])('is refused with %s', (_name, code, changes, details) => {
    expect(() => checkPlan(code, plan(changes))).toThrow(
      expect.objectContaining({ code: 'invalid_promotion', details }),
    );
  });
});

describe('what a plan may hold', () => {
  const minute = (count: number): Date => new Date(at.getTime() + count * 60_000);

  test.each([
    ['the least budget', { budget: 1n }],
    ['the greatest budget', { budget: 10n ** 14n }],
    ['a beginning without an end', { startsAt: at }],
    ['an end without a beginning', { endsAt: at }],
    ['an end right after its beginning', { startsAt: at, endsAt: minute(1) }],
  ])('%s', (_name, changes) => {
    expect(checkPlan('ten', plan(changes)).plan).toMatchObject(changes);
  });

  test('names each wrong place in one answer, in words', () => {
    expect(() => checkPlan('no code', plan({ name: '', startsAt: at, endsAt: at, budget: 0n }))).toThrow(
      expect.objectContaining({
        details: {
          '/code': 'wrong_format',
          '/name': 'wrong_format',
          '/ends_at': 'range_empty',
          '/budget': 'out_of_range',
        },
      }),
    );
    expect(() => checkPlan('no code', plan())).toThrow(/must have 1 to 40 of a-z, 0-9, - and _/);
    expect(() => checkPlan('ten', plan({ name: 'x'.repeat(201) }))).toThrow(/must have 1 to 200 characters/);
    expect(() => checkPlan('ten', plan({ startsAt: at, endsAt: at }))).toThrow(/must be after starts_at/);
    expect(() => checkPlan('ten', plan({ budget: 0n }))).toThrow(/must be from 1 to 100000000000000/);
  });

  test('a moment is before, within or after its time: with the first, without the last', () => {
    const period = { startsAt: minute(1), endsAt: minute(3) };
    const seen = [0, 1, 2, 3, 4].map((count) => periodThen(period, minute(count)));
    expect(seen).toEqual(['before', 'within', 'within', 'after', 'after']);
    const open = { startsAt: undefined, endsAt: undefined };
    expect(periodThen(open, minute(0))).toBe('within');
    expect(periodThen({ ...open, startsAt: minute(1) }, minute(9))).toBe('within');
    expect(periodThen({ ...open, endsAt: minute(1) }, minute(0))).toBe('within');
  });

  test('two plans that say the same have one text, and no others have', () => {
    const texts = [
      plan(),
      plan({ budget: 1n }),
      plan({ budget: 2n }),
      plan({ startsAt: at }),
      plan({ endsAt: at }),
      plan({ name: 'Other' }),
      plan({ terms: '{}' }),
    ].map(planText);
    expect(new Set(texts).size).toBe(texts.length);
    expect(planText(plan({ budget: 1n, startsAt: new Date(at) }))).toBe(planText(plan({ budget: 1n, startsAt: at })));
  });
});

describe('a draft', () => {
  test('is submitted by one and approved by another', () => {
    const submitted = { ...draft('ten', at), ...submitDraft(draft('ten', at), 1, sara), revision: 2 };
    expect(submitted).toMatchObject({ state: 'submitted', submitted: sara });
    expect(() => approveDraft(submitted, 2, sara, true)).toThrow(
      expect.objectContaining({ code: 'second_person_missing' }),
    );
    const byOther = { ...submitted, submitted: omid };
    for (const by of [sara, omid])
      expect(() => approveDraft(byOther, 2, by, true)).toThrow(
        expect.objectContaining({ code: 'second_person_missing' }),
      );
    expect(approveDraft(submitted, 2, omid, true)).toMatchObject({ state: 'approved', approved: omid });
    expect(approveDraft(submitted, 0, sara, false)).toMatchObject({ state: 'approved', approved: sara });
  });

  test('is a draft again once it is written anew: what was approved of the old does not count', () => {
    const old = draft('ten', at, { state: 'approved', submitted: sara, approved: omid, revision: 3 });
    expect(rewriteDraft(old, plan({ terms: '{}' }), 3, omid)).toMatchObject({
      state: 'draft',
      submitted: undefined,
      approved: undefined,
      terms: '{}',
      created: old.created,
    });
    expect(rewriteDraft(old, plan(), 3, omid)).toMatchObject({ state: 'draft', approved: undefined });
  });

  test('that is written so already is not changed, whatever was seen', () => {
    expect(rewriteDraft(draft('ten', at, { revision: 4 }), plan(), 3, omid)).toBeUndefined();
  });

  test('is not saved, submitted or approved over what nobody has seen', () => {
    const now = draft('ten', at, { revision: 4 });
    const changed = expect.objectContaining({ code: 'promotion_changed', details: { revision: '4' } });
    expect(() => rewriteDraft(now, plan({ name: 'Other' }), 3, sara)).toThrow(changed);
    expect(() => submitDraft(now, 3, sara)).toThrow(changed);
    expect(() => approveDraft(now, 3, omid, false)).toThrow(changed);
  });

  test('is not approved before it was submitted, nor submitted twice', () => {
    const refused = (state: string, wanted: string) =>
      expect.objectContaining({
        kind: 'refused',
        code: 'wrong_promotion_state',
        message: `the promotion is ${state}, and this is for ${wanted}`,
        details: { state },
      });
    expect(() => approveDraft(draft('ten', at), 0, omid, false)).toThrow(refused('draft', 'what was submitted'));
    expect(() => submitDraft(draft('ten', at, { state: 'submitted' }), 0, sara)).toThrow(
      refused('submitted', 'a draft'),
    );
  });

  test('of which it is not known who submitted it is approved by anybody but its writer', () => {
    const unsigned = draft('ten', at, { state: 'submitted', submitted: undefined });
    expect(approveDraft(unsigned, 0, omid, true)).toMatchObject({ state: 'approved' });
    expect(() => approveDraft(unsigned, 0, sara, true)).toThrow(
      expect.objectContaining({
        kind: 'refused',
        code: 'second_person_missing',
        message: expect.stringContaining('somebody else does'),
      }),
    );
  });
});
