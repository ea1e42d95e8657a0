import type { PromotionDraft, PromotionPlan } from '../src/domain/promotion-life/draft.ts';
import { newDraft } from '../src/domain/promotion-life/draft.ts';

/** Ten percent off every sale, unless said otherwise. */
export const tenPercent = JSON.stringify({
  conditions: [],
  effects: [{ kind: 'off_sale', off: { percent: 10 } }],
});

export const plan = (changes: Partial<PromotionPlan> = {}): PromotionPlan => ({
  name: 'Ten percent',
  startsAt: undefined,
  endsAt: undefined,
  budget: undefined,
  terms: tenPercent,
  ...changes,
});

export const draft = (code: string, at: Date, changes: Partial<PromotionDraft> = {}): PromotionDraft => ({
  ...newDraft(`prm_${code}`, 'clb_a', code, plan(), { by: 'stf_sara', at }),
  ...changes,
});

/** A draft that somebody else has approved. */
export const approved = (code: string, at: Date, changes: Partial<PromotionDraft> = {}): PromotionDraft =>
  draft(code, at, {
    state: 'approved',
    submitted: { by: 'stf_sara', at },
    approved: { by: 'stf_omid', at },
    ...changes,
  });
