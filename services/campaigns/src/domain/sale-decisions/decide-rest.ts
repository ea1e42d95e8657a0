import { inForceOf, ofVersions, pinnedVersion, versionNotFound } from '../adjudicate.ts';
import { measure, type Basket } from '../basket.ts';
import type { CompiledVersion } from '../compile.ts';
import type { ClubPromotions } from '../promotion-life/club-promotions.ts';
import { compiledVersion } from '../promotion-life/running-then.ts';
import type { PublishedVersion } from '../promotion-life/steps.ts';
import { adjudicatePromotions } from '../promotions/adjudicate-promotions.ts';
import { compilePromotion, type CompiledPromotion } from '../promotions/compile-promotion.ts';
import { runningAll } from '../promotions/running.ts';
import type { MemberSnapshot, PromotedSale } from '../promotions/sale/sale.ts';
import type { Published } from './asked-by.ts';
import { answered } from './fixed-answers.ts';
import { recordedOf, withPayments } from './recorded-of.ts';
import { RecordedShares } from './recorded-shares.ts';
import type { GivenEffect, Gives, Recorded, SaleDecision } from './sale-decision.ts';
import { adjustmentsOf, effectOfRule, effectsOf } from './told-effects.ts';

const findVersion = (club: ClubPromotions, { promotionId, promotionVersion }: GivenEffect) =>
  club.promotions.get(promotionId)?.versions.find(({ version }) => version === promotionVersion);

const byPromotion = ({ reason }: GivenEffect): boolean => reason === 'promotion';

/** Whether every promotion that decided these baskets is known here. */
export const holdsDecided = (club: ClubPromotions, baskets: readonly Basket[]): boolean =>
  baskets.every(
    ({ before }) => before?.effects.filter(byPromotion).every((effect) => findVersion(club, effect)) ?? true,
  );

/** Of each promotion that decided its version. Raises `rule_version_not_found`. */
const versionsOf = (club: ClubPromotions, effects: readonly GivenEffect[]): PublishedVersion[] => {
  const versions = effects.filter(byPromotion).map((effect) => {
    const found = findVersion(club, effect);
    if (found) return found;
    throw versionNotFound(effect.promotionId, effect.promotionVersion);
  });
  return [...new Set(versions)];
};

/**
 * A version as it stood in the sale: with all that applied there, and with its answers. What stood back then does not
 * come in, so there is nobody left to compare it with; what is left of its limits was asked at the sale.
 */
const asRecorded = (published: PublishedVersion, { unmet }: Recorded, shares: RecordedShares): CompiledPromotion => {
  const { version } = compiledVersion(published);
  const { group: _group, excludesAll: _alone, holdOut: _heldOut, ...terms } = version.terms;
  const isKept = terms.reevaluateOnReturn === false;
  const stood = {
    ...terms,
    combine: terms.combine === 'always' ? ('always' as const) : ('stackable' as const),
    conditions: isKept ? [] : answered(terms.conditions, unmet.get(version.id) ?? []),
    limits: [],
  };
  const compiled = compilePromotion({ ...version, terms: stood });
  return isKept ? shares.kept(compiled) : compiled;
};

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);

/** What an effect gives now; one that gives nothing any more stays with 0, for its version is asked again. */
const givesNow = (before: Gives, now: Gives | undefined, onlyLess: boolean): Gives => {
  switch (before.kind) {
    case 'points': {
      const amount = now?.kind === 'points' ? now.amount : 0n;
      return { kind: 'points', amount: onlyLess ? least(amount, before.amount) : amount };
    }
    case 'discount':
      return now?.kind === 'discount' ? now : { kind: 'discount', amount: 0n, positions: [] };
    case 'free_item': {
      const count = now?.kind === 'free_item' ? now.count : 0;
      return { ...before, count: onlyLess ? Math.min(count, before.count) : count };
    }
    // What was said is said.
    case 'entitlement':
    case 'message':
      return before;
  }
};

const effectNow = (before: GivenEffect, now: GivenEffect | undefined, onlyLess: boolean): GivenEffect => ({
  ...before,
  gives: givesNow(before.gives, now?.gives, onlyLess),
  ...(before.basis && { basis: { ...before.basis, base: now?.basis?.base ?? 0n } }),
});

interface Anew {
  readonly rules: readonly CompiledVersion[];
  readonly promotions: readonly CompiledPromotion[];
}

/** What gives and takes nothing off, and has not decided yet. */
const askedAnew = (
  { rules }: Published,
  { anew, at }: Basket,
  before: SaleDecision,
  running: readonly CompiledPromotion[],
): Anew => {
  if (!anew) return { rules: [], promotions: [] };
  const decided = new Set(before.effects.map(({ promotionId }) => promotionId));
  return {
    rules: inForceOf(rules, at.getTime()).filter(({ rule }) => !decided.has(rule.id)),
    promotions: running.filter(({ version, isOnlyGiving }) => isOnlyGiving && !decided.has(version.id)),
  };
};

/**
 * What of a sale is left, by the versions that decided it and what was recorded of it. A promotion gives a line at most
 * its share of what is left there, and none comes in that did not apply. Raises `invalid_basket`,
 * `rule_version_not_found`.
 */
export const decideRest = (
  published: Published,
  basket: Basket,
  before: SaleDecision & { readonly recorded: Recorded },
  { running, member }: { readonly running: readonly CompiledPromotion[]; readonly member: MemberSnapshot | undefined },
): SaleDecision => {
  const { recorded, effects: decided } = before;
  const measured = withPayments(measure(basket, member), recorded.paidWithPoints);
  const shares = new RecordedShares(basket.lines, before, measured);
  const sale: PromotedSale = { ...measured, most: (promotionId, lines) => shares.most(promotionId, lines) };
  const pinned = decided
    .filter((effect) => !byPromotion(effect))
    .map(({ promotionId: ruleId, promotionVersion: version }) => pinnedVersion(published.rules, { ruleId, version }));
  const again = versionsOf(published.promotions, decided).map((version) => asRecorded(version, recorded, shares));
  const anew = askedAnew(published, basket, before, running);
  const [ofPinned, ofAnew] = [pinned.map((rule) => rule.pinned), anew.rules.map((rule) => rule.promotion)];
  const result = adjudicatePromotions(runningAll([...ofPinned, ...ofAnew, ...again, ...anew.promotions]), sale);
  const adjustments = adjustmentsOf(result);
  const ofRules = ofVersions(pinned, result, (rule) => rule.pinned).effects.map(effectOfRule);
  const now = new Map([...ofRules, ...effectsOf(again, result, adjustments)].map((effect) => [effect.id, effect]));
  const fresh = [
    ...ofVersions(anew.rules, result, (rule) => rule.promotion).effects.map(effectOfRule),
    ...effectsOf(anew.promotions, result, adjustments),
  ];
  const known = new Set(decided.map(({ id }) => id));
  // Another effect of a promotion may take its place, within the share of the promotion.
  const others = [...now.values()].filter(({ id, gives }) => gives.kind === 'discount' && !known.has(id));
  const answers = recordedOf(fresh, anew.promotions, sale, basket);
  return {
    effects: [
      ...decided.map((effect) => effectNow(effect, now.get(effect.id), basket.onlyLess ?? false)),
      ...others,
      ...fresh,
    ],
    refusals: before.refusals,
    adjustments,
    recorded: { ...recorded, unmet: new Map([...recorded.unmet, ...(answers?.unmet ?? [])]) },
  };
};
