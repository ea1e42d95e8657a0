import { inForceOf, ofVersions, pinnedVersion, versionNotFound } from '../adjudicate.ts';
import { measure, type Basket } from '../basket.ts';
import type { CompiledVersion } from '../compile.ts';
import type { ClubPromotions } from '../promotion-life/club-promotions.ts';
import { compiledVersion } from '../promotion-life/running-then.ts';
import type { PublishedVersion } from '../promotion-life/steps.ts';
import { adjudicatePromotions } from '../promotions/adjudicate-promotions.ts';
import { compilePromotion, standIn, type CompiledPromotion } from '../promotions/compile-promotion.ts';
import { runningAll } from '../promotions/running.ts';
import type { MemberSnapshot, PromotedSale } from '../promotions/sale/sale.ts';
import type { Promotion } from '../promotions/terms/promotion.ts';
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
 * come in, so there is nobody left to compare it with; what is left of its limits was asked at the sale. Nobody gets
 * its points.
 */
const asRecorded = (
  published: PublishedVersion,
  { unmet }: Recorded,
  shares: RecordedShares,
  hasMember: boolean,
): CompiledPromotion => {
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
  const asked = hasMember ? compiled : standIn(compiled, { points: [] });
  return isKept ? shares.kept(asked) : asked;
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

const nothingAnew: Anew = { rules: [], promotions: [] };

/** Whether a promotion may come in beside what stood at the sale: nothing of that gives way to it. */
const mayJoin = (stood: readonly Promotion[]): ((promotion: CompiledPromotion) => boolean) => {
  const others = stood.filter(({ combine }) => combine !== 'always');
  const groups = new Set(others.flatMap(({ group }) => group ?? []));
  const standsAlone = others.some(({ combine, excludesAll }) => combine === 'exclusive' && excludesAll);
  return ({ version: { terms } }) => {
    if (terms.combine === 'always') return true;
    if (standsAlone || (terms.combine === 'exclusive' && others.length > 0)) return false;
    return terms.group === undefined || !groups.has(terms.group);
  };
};

/** What gives and takes nothing off, and has not decided yet. */
const askedAnew = (
  { rules }: Published,
  { anew, at }: Basket,
  before: SaleDecision,
  { running, stood }: { readonly running: readonly CompiledPromotion[]; readonly stood: readonly Promotion[] },
): Anew => {
  if (!anew) return nothingAnew;
  const decided = new Set(before.effects.map(({ promotionId }) => promotionId));
  const joins = mayJoin(stood);
  return {
    rules: inForceOf(rules, at.getTime()).filter(({ rule, promotion }) => !decided.has(rule.id) && joins(promotion)),
    promotions: running.filter(
      (promotion) => promotion.isOnlyGiving && !decided.has(promotion.version.id) && joins(promotion),
    ),
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
  const versions = versionsOf(published.promotions, decided);
  const hasMember = basket.memberId !== '';
  const again = versions.map((version) => asRecorded(version, recorded, shares, hasMember));
  const stood = versions.map((version) => compiledVersion(version).version.terms);
  const anew = askedAnew(published, basket, before, { running, stood });
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
  // Another effect of a promotion may take its place, within the share of the promotion. Whoever has come since gets
  // what was for nobody.
  const others = [...now.values()].filter(
    ({ id, gives: { kind } }) =>
      !known.has(id) &&
      (kind === 'discount' || (basket.anew && hasMember && (kind === 'points' || kind === 'entitlement'))),
  );
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
