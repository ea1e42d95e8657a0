import { DomainError } from '@vafa/kernel';
import { measure, type Basket, type PinnedVersion } from './basket.ts';
import type { ClubRules, Versions } from './club-rules.ts';
import type { CompiledVersion } from './compile.ts';
import { isRejectionCode, rejection, type Rejection } from './conditions.ts';
import type { PointsEffect } from './points-effect.ts';
import { adjudicatePromotions } from './promotions/adjudicate-promotions.ts';
import type { PromotedResult } from './promotions/adjudicated.ts';
import type { CompiledPromotion } from './promotions/compile-promotion.ts';
import type { Given } from './promotions/giving/given.ts';
import { runningAll } from './promotions/running.ts';
import type { PromotedSale } from './promotions/sale/sale.ts';
import type { StandingPromotion } from './promotions/standing-promotion.ts';

export interface Adjudication {
  readonly effects: readonly PointsEffect[];
  readonly rejections: readonly Rejection[];
}

/**
 * The newest version that held at the sale's time decides, and its end is the rule's end; before all of them the newest
 * says why not.
 */
const inForce = (versions: Versions, at: number): CompiledVersion =>
  versions.find((version) => version.holds(at)) ?? versions[0];

export const inForceOf = (club: ClubRules, at: number): CompiledVersion[] => {
  const found: CompiledVersion[] = [];
  for (const versions of club.rules.values()) found.push(inForce(versions, at));
  return found;
};

const findPinned = (club: ClubRules, { ruleId, version }: PinnedVersion): CompiledVersion | undefined =>
  club.rules.get(ruleId)?.find((candidate) => candidate.rule.version === version);

export const versionNotFound = (id: string, version: number): DomainError =>
  new DomainError('not_found', 'rule_version_not_found', 'no such version of a rule was ever published', {
    rule_id: id,
    version: String(version),
  });

/** Raises `rule_version_not_found`. */
export const pinnedVersion = (club: ClubRules, pin: PinnedVersion): CompiledVersion => {
  const found = findPinned(club, pin);
  if (found) return found;
  throw versionNotFound(pin.ruleId, pin.version);
};

/** Whether the club's rules, as known here, hold every version that the baskets pin. */
export const holdsPinned = (club: ClubRules, baskets: readonly Basket[]): boolean =>
  baskets.every(({ pinned }) => pinned.every((pin) => findPinned(club, pin)));

/**
 * What decided rules give now. One that gives nothing any more stays, with 0: its version is asked again when more is
 * left.
 */
const ofDecided = (
  decided: readonly PointsEffect[],
  now: readonly PointsEffect[],
  onlyLess: boolean,
): readonly PointsEffect[] =>
  decided.map((before) => {
    const left = now.find(({ ruleId }) => ruleId === before.ruleId) ?? { points: 0n, base: 0n };
    const points = onlyLess && left.points > before.points ? before.points : left.points;
    return { ...before, points, base: left.base };
  });

const toEffect = ({ rule }: CompiledVersion, points: bigint, base: bigint): PointsEffect => ({
  ruleId: rule.id,
  ruleVersion: rule.version,
  ruleCode: rule.code,
  points,
  base,
  ratePoints: rule.points,
  ratePerAmount: rule.perAmount,
});

const toRejection = ({ rule }: CompiledVersion, code: string): Rejection => {
  if (isRejectionCode(code)) return rejection(code, rule.id, rule.version);
  // An exclusive promotion may leave it out: none of its conditions says so.
  if (code === 'excluded_by') return { code, ruleId: rule.id, ruleVersion: rule.version, conditionIndex: -1 };
  throw new Error(`no earning rule is rejected by ${code}`);
};

/** What versions of rules give by a result, as the promotions that they are, in the order of the versions. */
export const ofVersions = (
  versions: readonly CompiledVersion[],
  result: Pick<PromotedResult, 'given' | 'rejections'>,
  promotionOf: (version: CompiledVersion) => CompiledPromotion,
): Adjudication => {
  const given = new Map<StandingPromotion, Given>();
  for (const each of result.given) given.set(each.promotion, each);
  const refused = new Map<StandingPromotion, string>();
  for (const { promotion, code } of result.rejections) refused.set(promotion, code);
  const effects: PointsEffect[] = [];
  const rejections: Rejection[] = [];
  for (const version of versions) {
    const promotion = promotionOf(version);
    const points = given.get(promotion);
    if (points?.kind === 'points') effects.push(toEffect(version, points.points, points.base));
    else rejections.push(toRejection(version, refused.get(promotion) ?? ''));
  }
  return { effects, rejections };
};

const adjudicateVersions = (
  versions: readonly CompiledVersion[],
  sale: PromotedSale,
  promotionOf: (version: CompiledVersion) => CompiledPromotion,
): Adjudication => ofVersions(versions, adjudicatePromotions(runningAll(versions.map(promotionOf)), sale), promotionOf);

/**
 * What a basket earns by the club's rules at its time, and why other rules give nothing. With pinned versions only
 * these are applied, to what the basket holds now. Dates and `enabled` do not count then; member, branches, least total
 * and SKUs do. So a sale that falls below the least total by a return gives back all that the rule gave. Of what was
 * decided before, the answer holds every effect. Raises `invalid_basket`, `rule_version_not_found`.
 */
export const adjudicate = (club: ClubRules, basket: Basket): Adjudication => {
  const sale = measure(basket);
  if (basket.decided?.length === 0) return { effects: [], rejections: [] };
  const { effects, rejections } =
    basket.pinned.length > 0
      ? adjudicateVersions(
          basket.pinned.map((pin) => pinnedVersion(club, pin)),
          sale,
          ({ pinned }) => pinned,
        )
      : adjudicateVersions(inForceOf(club, sale.at.getTime()), sale, ({ promotion }) => promotion);
  return basket.decided
    ? { effects: ofDecided(basket.decided, effects, basket.onlyLess ?? false), rejections: [] }
    : { effects, rejections };
};
