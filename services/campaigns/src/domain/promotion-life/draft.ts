import { codePattern, DomainError, isPlainLine, moneyAmountMax, requireSeen } from '@vafa/kernel';
import type { Promotion } from '../promotions/terms/promotion.ts';
import { invalidPromotion, plainTerms, readTerms } from './read-terms.ts';
import type { Flaw } from './terms-text.ts';

/** What a person writes of a promotion. */
export interface PromotionPlan {
  readonly name: string;
  /** Inclusive; undefined: from its publication. A promotion never reaches back behind that. */
  readonly startsAt: Date | undefined;
  /** Exclusive; undefined: until somebody ends it. */
  readonly endsAt: Date | undefined;
  /** Minor units: the most that it is meant to cost; undefined: nobody said. */
  readonly budget: bigint | undefined;
  /** JSON: conditions, effects, how it combines. */
  readonly terms: string;
}

export type DraftState = 'draft' | 'submitted' | 'approved';

interface Signed {
  readonly by: string;
  readonly at: Date;
}

/** What is written of a promotion: it is changed until it is published, and again after that. */
export interface PromotionDraft extends PromotionPlan {
  readonly id: string;
  readonly clubId: string;
  readonly code: string;
  readonly state: DraftState;
  /** From 1, one more with each change. */
  readonly revision: number;
  readonly created: Signed;
  readonly changed: Signed;
  readonly submitted?: Signed | undefined;
  readonly approved?: Signed | undefined;
}

const nameLengthMax = 200;

const wrongIn = (code: string, { name, startsAt, endsAt, budget }: PromotionPlan): Flaw[] => {
  const flaw = (field: string, kind: string, says: string): Flaw => ({ path: [field], code: kind, says });
  return [
    ...(codePattern.test(code)
      ? []
      : [flaw('code', 'wrong_format', 'must have 1 to 40 of a-z, 0-9, - and _, and start with a letter or digit')]),
    ...(isPlainLine(name, nameLengthMax)
      ? []
      : [flaw('name', 'wrong_format', `must have 1 to ${nameLengthMax} characters on one line`)]),
    ...(startsAt && endsAt && endsAt <= startsAt ? [flaw('ends_at', 'range_empty', 'must be after starts_at')] : []),
    ...(budget !== undefined && (budget < 1n || budget > moneyAmountMax)
      ? [flaw('budget', 'out_of_range', `must be from 1 to ${moneyAmountMax}`)]
      : []),
  ];
};

/** The plan in its one form, and what it says. Raises `invalid_promotion`. */
export const checkPlan = (
  code: string,
  given: PromotionPlan,
): { readonly plan: PromotionPlan; readonly says: Promotion } => {
  const plan = { ...given, name: given.name.trim() };
  const flaws = wrongIn(code, plan);
  if (flaws.length > 0) throw invalidPromotion(flaws);
  const says = readTerms(plan.terms, { code, name: plan.name });
  return { plan: { ...plan, terms: plainTerms(plan.terms) }, says };
};

/** Where a moment is, seen from the time for which a plan is written. */
export const periodThen = (
  { startsAt, endsAt }: Pick<PromotionPlan, 'startsAt' | 'endsAt'>,
  at: Date,
): 'before' | 'within' | 'after' => {
  if (startsAt && at < startsAt) return 'before';
  return endsAt && at >= endsAt ? 'after' : 'within';
};

/** Text that is equal for two plans that say the same. */
export const planText = ({ name, startsAt, endsAt, budget, terms }: PromotionPlan): string =>
  JSON.stringify([name, startsAt?.getTime(), endsAt?.getTime(), budget === undefined ? null : String(budget), terms]);

/** The refusal of a step that this state does not allow. */
export const wrongState = (state: string, wanted: string): DomainError =>
  new DomainError('refused', 'wrong_promotion_state', `the promotion is ${state}, and this is for ${wanted}`, {
    state,
  });

/** A new draft. The plan must be checked. */
export const newDraft = (
  id: string,
  clubId: string,
  code: string,
  plan: PromotionPlan,
  signed: Signed,
): PromotionDraft => ({ ...plan, id, clubId, code, state: 'draft', revision: 1, created: signed, changed: signed });

type Changed = Omit<PromotionDraft, 'revision'>;

/**
 * What is written now; undefined where it is written so already. Whatever was approved of what stood there before does
 * not count for it. Raises `promotion_changed`.
 */
export const rewriteDraft = (
  { revision, ...draft }: PromotionDraft,
  plan: PromotionPlan,
  seen: number,
  signed: Signed,
): Changed | undefined => {
  if (draft.state === 'draft' && planText(draft) === planText(plan)) return undefined;
  requireSeen('promotion_changed', seen, revision);
  return { ...draft, ...plan, state: 'draft', changed: signed, submitted: undefined, approved: undefined };
};

/** Whoever has written it says that it is ready. Raises `promotion_changed`, `wrong_promotion_state`. */
export const submitDraft = ({ revision, ...draft }: PromotionDraft, seen: number, submitted: Signed): Changed => {
  requireSeen('promotion_changed', seen, revision);
  if (draft.state !== 'draft') throw wrongState(draft.state, 'a draft');
  return { ...draft, state: 'submitted', submitted };
};

/**
 * Somebody stands in for what it costs. `bySecond`: that must be another person than those who have written and
 * submitted it. Raises `promotion_changed`, `wrong_promotion_state`, `second_person_missing`.
 */
export const approveDraft = (
  { revision, ...draft }: PromotionDraft,
  seen: number,
  approved: Signed,
  bySecond: boolean,
): Changed => {
  requireSeen('promotion_changed', seen, revision);
  if (draft.state !== 'submitted') throw wrongState(draft.state, 'what was submitted');
  if (bySecond && [draft.changed.by, draft.submitted?.by].includes(approved.by))
    throw new DomainError(
      'refused',
      'second_person_missing',
      'whoever has written or submitted a promotion does not approve it; somebody else does',
    );
  return { ...draft, state: 'approved', approved };
};
