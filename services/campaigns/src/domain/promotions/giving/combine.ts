import type { CompiledPromotion } from '../compile-promotion.ts';
import type { MeasuredSale } from '../sale/goods-line.ts';
import type { Promotion } from '../terms/promotion.ts';
import { applyPromotions, benefitOf, byPriority, effectiveIn, type Applied } from './apply-promotions.ts';

/** Above so many choices groups are decided one after the other. */
const choicesMax = 64;

/** Why a promotion that may apply stands back, and for which other. */
export interface StoodBack {
  readonly promotion: CompiledPromotion;
  readonly code: 'better_in_group' | 'excluded_by' | 'limit_reached';
  readonly other?: CompiledPromotion | undefined;
}

export interface Combined {
  readonly applied: Applied;
  readonly stoodBack: readonly StoodBack[];
}

/** Higher priority, then earlier publication, then code. */
const byPreference = (one: CompiledPromotion, other: CompiledPromotion): number =>
  other.version.terms.priority - one.version.terms.priority ||
  one.version.publishedAt.getTime() - other.version.publishedAt.getTime() ||
  (one.version.terms.code < other.version.terms.code ? -1 : 1);

/** By name of group; of each, the preferred first. */
type Groups = readonly (readonly CompiledPromotion[])[];

const groupsOf = (promotions: readonly CompiledPromotion[]): Groups =>
  [...Map.groupBy(promotions, ({ version }) => version.terms.group ?? '')]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => group.toSorted(byPreference));

type Choose = (chosen: readonly CompiledPromotion[]) => Applied;

/** Every way to take one or none of each group; earlier ones are preferred. */
const choicesOf = (groups: Groups): CompiledPromotion[][] =>
  groups.reduce<CompiledPromotion[][]>(
    (choices, group) => choices.flatMap((chosen) => [...group.map((one) => [...chosen, one]), chosen]),
    [[]],
  );

interface Choice {
  readonly chosen: readonly CompiledPromotion[];
  readonly applied: Applied;
  readonly benefit: bigint;
}

const choiceOf = (chosen: readonly CompiledPromotion[], applied: Applied): Choice => ({
  chosen,
  applied,
  benefit: benefitOf(applied),
});

/** Of equal ones the first. */
const bestOf = (choices: readonly (readonly CompiledPromotion[])[], apply: Choose): Choice =>
  choices
    .map((chosen) => choiceOf(chosen, apply(chosen)))
    .reduce((best, choice) => (choice.benefit > best.benefit ? choice : best));

/** Ways to take one or none of each group. */
const waysIn = (groups: Groups): number => groups.reduce((product, group) => product * (group.length + 1), 1);

/** The choice of one or none of each group with the greatest benefit. */
const chooseOfGroups = (groups: Groups, apply: Choose): Choice => {
  if (waysIn(groups) <= choicesMax) return bestOf(choicesOf(groups), apply);
  return groups.reduce<Choice>(
    ({ chosen }, group) => bestOf([...group.map((one) => [...chosen, one]), chosen], apply),
    choiceOf([], apply([])),
  );
};

interface Kinds {
  readonly always: readonly CompiledPromotion[];
  readonly stackable: readonly CompiledPromotion[];
  readonly grouped: readonly CompiledPromotion[];
  readonly exclusive: readonly CompiledPromotion[];
}

const kindsOf = (promotions: readonly CompiledPromotion[]): Kinds => {
  const of = (how: Promotion['combine']) => promotions.filter(({ version }) => version.terms.combine === how);
  const isStackable = promotions.every(({ version }) => version.terms.combine === 'stackable');
  return isStackable
    ? { always: [], stackable: promotions, grouped: [], exclusive: [] }
    : {
        always: of('always'),
        stackable: of('stackable'),
        grouped: of('best_in_group'),
        exclusive: of('exclusive').sort(byPreference),
      };
};

/** An exclusive one with what may stand beside it: points, credit and messages. */
const besideExclusive = (measured: MeasuredSale, kinds: Kinds, exclusive: CompiledPromotion): Choice => {
  const isBeside = ({ isOnlyGiving }: CompiledPromotion): boolean =>
    isOnlyGiving && !exclusive.version.terms.excludesAll;
  const stackable = kinds.stackable.filter(isBeside);
  const { chosen, applied, benefit } = chooseOfGroups(groupsOf(kinds.grouped.filter(isBeside)), (some) =>
    applyPromotions(measured, [kinds.always, [exclusive, ...stackable, ...some]], false),
  );
  return { chosen: [exclusive, ...stackable, ...chosen], applied, benefit };
};

const losersOf = (kinds: Kinds, { chosen }: Choice, exclusive: CompiledPromotion | undefined): StoodBack[] => {
  const isLoser = (promotion: CompiledPromotion): boolean => !chosen.includes(promotion);
  const first = exclusive ?? chosen.toSorted(byPriority)[0];
  return [
    ...kinds.grouped.filter(isLoser).map((promotion): StoodBack => {
      const winner = chosen.find(({ version }) => version.terms.group === promotion.version.terms.group);
      return winner || !exclusive
        ? { promotion, code: 'better_in_group', other: winner }
        : { promotion, code: 'excluded_by', other: exclusive };
    }),
    ...[...kinds.stackable, ...kinds.exclusive]
      .filter(isLoser)
      .map((promotion): StoodBack => ({ promotion, code: 'excluded_by', other: first })),
  ];
};

interface Chosen {
  readonly standing: Choice;
  readonly stoodBack: readonly StoodBack[];
}

/** The best of each group with everything stackable, or the exclusive one that is worth more. */
const choose = (measured: MeasuredSale, kinds: Kinds): Chosen => {
  const together = chooseOfGroups(groupsOf(kinds.grouped), (some) =>
    applyPromotions(measured, [kinds.always, [...kinds.stackable, ...some]], false),
  );
  let standing: Choice = { ...together, chosen: [...kinds.stackable, ...together.chosen] };
  let winner: CompiledPromotion | undefined;
  const effective = effectiveIn(together.applied);
  const isEmpty = !standing.chosen.some((promotion) => effective.has(promotion));
  let mustPass = isEmpty ? -1n : standing.benefit;
  for (const exclusive of kinds.exclusive) {
    const alone = besideExclusive(measured, kinds, exclusive);
    if (alone.benefit <= mustPass || !effectiveIn(alone.applied).has(exclusive)) continue;
    [standing, winner, mustPass] = [alone, exclusive, alone.benefit];
  }
  return { standing, stoodBack: losersOf(kinds, standing, winner) };
};

const choicesOfGroups = (groups: Groups): number => {
  const ways = waysIn(groups);
  return ways <= choicesMax ? ways : 1 + groups.reduce((sum, group) => sum + group.length + 1, 0);
};

/** How often promotions are applied at most, until it is known what stands together. */
export const choicesIn = (promotions: readonly CompiledPromotion[]): number => {
  const { grouped, exclusive } = kindsOf(promotions);
  const beside = choicesOfGroups(groupsOf(grouped.filter(({ isOnlyGiving }) => isOnlyGiving)));
  return 1 + choicesOfGroups(groupsOf(grouped)) + exclusive.length * beside;
};

const combined = (applied: Applied, stoodBack: readonly StoodBack[]): Combined => {
  const fallen = applied.fallen.map((promotion): StoodBack => ({ promotion, code: 'limit_reached' }));
  return { applied, stoodBack: [...stoodBack, ...fallen] };
};

/** What of the promotions that may apply stands together, by the greatest benefit for the member. */
export const combine = (measured: MeasuredSale, promotions: readonly CompiledPromotion[]): Combined => {
  const kinds = kindsOf(promotions);
  const isPaidOtherwise = measured.sale.payments?.some(({ isMoney }) => !isMoney) === true;
  const apply = (chosen: readonly CompiledPromotion[]): Applied =>
    applyPromotions(measured, [kinds.always, chosen], isPaidOtherwise);
  if (kinds.grouped.length + kinds.exclusive.length === 0) return combined(apply(kinds.stackable), []);
  const { standing, stoodBack } = choose(measured, kinds);
  return combined(isPaidOtherwise ? apply(standing.chosen) : standing.applied, stoodBack);
};
