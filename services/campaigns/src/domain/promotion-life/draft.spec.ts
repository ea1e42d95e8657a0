import { describe, expect, test } from '@jest/globals';
import { draft, plan } from '../../../test/promotion-life.ts';
import { approveDraft, checkPlan, rewriteDraft, submitDraft } from './draft.ts';

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
    ['a budget of nothing', 'ten', { budget: -1n }, { '/budget': 'out_of_range' }],
    ['a budget beyond all money', 'ten', { budget: 10n ** 15n }, { '/budget': 'out_of_range' }],
  ])('is refused with %s', (_name, code, changes, details) => {
    expect(() => checkPlan(code, plan(changes))).toThrow(
      expect.objectContaining({ code: 'invalid_promotion', details }),
    );
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
    const refused = (state: string) => expect.objectContaining({ code: 'wrong_promotion_state', details: { state } });
    expect(() => approveDraft(draft('ten', at), 0, omid, false)).toThrow(refused('draft'));
    expect(() => submitDraft(draft('ten', at, { state: 'submitted' }), 0, sara)).toThrow(refused('submitted'));
  });
});
