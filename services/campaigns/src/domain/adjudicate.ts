import { DomainError } from '@vafa/kernel';
import { measure, type Basket, type MeasuredBasket, type PinnedVersion } from './basket.ts';
import type { ClubRules, Versions } from './club-rules.ts';
import type { CompiledVersion } from './compile.ts';
import { isRejectionCode, rejection, type Rejection } from './conditions.ts';
import type { PointsEffect } from './points-effect.ts';
import { adjudicatePromotions } from './promotions/adjudicate-promotions.ts';
import type { CompiledPromotion } from './promotions/compile-promotion.ts';
import { RunningPromotions } from './promotions/running.ts';
import type { PromotedSale } from './promotions/sale/sale.ts';

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

const findPinned = (club: ClubRules, { ruleId, version }: PinnedVersion): CompiledVersion | undefined =>
  club.rules.get(ruleId)?.find((candidate) => candidate.rule.version === version);

const pinnedVersion = (club: ClubRules, pin: PinnedVersion): CompiledVersion => {
  const found = findPinned(club, pin);
  if (found) return found;
  throw new DomainError('not_found', 'rule_version_not_found', 'no such version of a rule was ever published', {
    rule_id: pin.ruleId,
    version: String(pin.version),
  });
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

const saleOf = ({ branchId, memberId, at, lines }: MeasuredBasket): PromotedSale => ({
  at: new Date(at),
  zone: 'UTC',
  calendar: 'gregorian',
  place: { branch: branchId },
  lines: lines.map(({ sku, amount }, position) => ({ position, sku, quantityMilli: 1000, gross: amount })),
  ...(memberId !== '' && { member: { id: memberId } }),
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
  if (!isRejectionCode(code)) throw new Error(`no earning rule is rejected by ${code}`);
  return rejection(code, rule.id, rule.version);
};

/** What ran last in a club, for most baskets of it meet the same versions. */
const lastRunning = new WeakMap<ClubRules, RunningPromotions>();

const runningOf = (club: ClubRules, promotions: readonly CompiledPromotion[]): RunningPromotions => {
  const last = lastRunning.get(club);
  const isSame =
    last?.all.length === promotions.length && promotions.every((promotion, place) => last.all[place] === promotion);
  if (last && isSame) return last;
  const running = new RunningPromotions(promotions);
  lastRunning.set(club, running);
  return running;
};

/** What versions of rules give, as the promotions that they are, in the order of the versions. */
const adjudicateVersions = (
  club: ClubRules,
  versions: readonly CompiledVersion[],
  measured: MeasuredBasket,
  promotionOf: (version: CompiledVersion) => CompiledPromotion,
): Adjudication => {
  const result = adjudicatePromotions(runningOf(club, versions.map(promotionOf)), saleOf(measured));
  const given = new Map(result.given.map((each) => [each.promotion, each]));
  const refused = new Map([...result.rejections, ...result.otherRejections()].map((each) => [each.promotion, each]));
  const effects: PointsEffect[] = [];
  const rejections: Rejection[] = [];
  for (const version of versions) {
    const points = given.get(promotionOf(version));
    if (points?.kind === 'points') effects.push(toEffect(version, points.points, points.base));
    else rejections.push(toRejection(version, refused.get(promotionOf(version))?.code ?? ''));
  }
  return { effects, rejections };
};

/**
 * What a basket earns by the club's rules at its time, and why other rules give nothing. With pinned versions only
 * these are applied, to what the basket holds now. Dates and `enabled` do not count then; member, branches, least total
 * and SKUs do. So a sale that falls below the least total by a return gives back all that the rule gave. Of what was
 * decided before, the answer holds every effect. Raises `invalid_basket`, `rule_version_not_found`.
 */
export const adjudicate = (club: ClubRules, basket: Basket): Adjudication => {
  const measured = measure(basket);
  if (basket.decided?.length === 0) return { effects: [], rejections: [] };
  const { effects, rejections } =
    basket.pinned.length > 0
      ? adjudicateVersions(
          club,
          basket.pinned.map((pin) => pinnedVersion(club, pin)),
          measured,
          ({ pinned }) => pinned,
        )
      : adjudicateVersions(
          club,
          Array.from(club.rules.values(), (versions) => inForce(versions, measured.at)),
          measured,
          ({ promotion }) => promotion,
        );
  return basket.decided
    ? { effects: ofDecided(basket.decided, effects, basket.onlyLess ?? false), rejections: [] }
    : { effects, rejections };
};
