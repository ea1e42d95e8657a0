import type { Condition } from '../../src/domain/promotions/terms/conditions.ts';
import type { PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';
import { add, countsIn, isMeant, type Group, type World } from './reference-units.ts';

/** Met, not met for sure (`code`), or not met because nobody knows. */
type Outcome = { readonly met: true } | { readonly met: false; readonly code: string; readonly isSure: boolean };

const met: Outcome = { met: true };
const not = (code: string): Outcome => ({ met: false, code, isSure: true });
const unknown: Outcome = { met: false, code: 'catalogue_unknown', isSure: false };

interface Bounds {
  readonly atLeast?: bigint | number | undefined;
  readonly atMost?: bigint | number | undefined;
}

/** A figure that lies between `sure` and `most`. */
const within = (sure: bigint, most: bigint, { atLeast, atMost }: Bounds, low: string, high: string): Outcome => {
  const lowest = BigInt(atLeast ?? 0);
  const highest = atMost === undefined ? undefined : BigInt(atMost);
  if (most < lowest) return not(low);
  if (highest !== undefined && sure > highest) return not(high);
  if (sure < lowest) return unknown;
  return highest !== undefined && most > highest ? unknown : met;
};

const sums = (world: World, figure: (group: Group) => bigint, test: (group: Group) => string): [bigint, bigint] => {
  const sure = add(world.groups.filter((group) => test(group) === 'yes').map(figure));
  const perhaps = add(world.groups.filter((group) => test(group) === 'unknown').map(figure));
  return [sure, sure + perhaps];
};

const anyOf = (outcomes: readonly Outcome[]): Outcome => {
  const [first] = outcomes;
  if (!first || outcomes.some((each) => each.met)) return met;
  const isSure = outcomes.every((each) => each.met || each.isSure);
  return first.met ? met : { ...first, isSure };
};

const allOf = (outcomes: readonly Outcome[]): Outcome => {
  const first = outcomes.find((each) => !each.met);
  if (!first || first.met) return met;
  return { ...first, isSure: outcomes.some((each) => !each.met && each.isSure) };
};

const localClock = (world: World): { weekday: number; minutes: number } => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: world.sale.zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(world.sale.at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(of('weekday')) + 1;
  return { weekday, minutes: Number(of('hour')) * 60 + Number(of('minute')) };
};

const minutes = (hour: string): number => Number(hour.split(':')[0]) * 60 + Number(hour.split(':')[1]);

/** Conditions that random promotions have; others have tests of their own. */
const outcomeOf = (condition: Condition, world: World, version: PromotionVersion): Outcome => {
  const { sale } = world;
  const figure = (group: Group): bigint => (countsIn(group, version) ? group.milli : 0n);
  switch (condition.kind) {
    case 'all':
      return allOf(condition.of.map((each) => outcomeOf(each, world, version)));
    case 'any':
      return anyOf(condition.of.map((each) => outcomeOf(each, world, version)));
    case 'not': {
      const inner = outcomeOf(condition.condition, world, version);
      if (inner.met) return not('condition_excluded');
      return inner.isSure ? met : unknown;
    }
    case 'member':
      return sale.member ? met : not('no_member');
    case 'tier':
      if (!sale.member) return not('no_member');
      return condition.in.includes(sale.member.tier ?? '') ? met : not('other_tier');
    case 'segment':
      if (!sale.member) return not('no_member');
      return condition.in.some((one) => sale.member?.segments?.includes(one)) ? met : not('other_segment');
    case 'branch':
      return condition.in.includes(sale.place.branch ?? '') ? met : not('other_branch');
    case 'code':
      return condition.in.some((code) => sale.codes?.includes(code)) ? met : not('code_missing');
    case 'weekdays':
      return condition.in.includes(localClock(world).weekday) ? met : not('other_weekday');
    case 'hours': {
      const now = localClock(world).minutes;
      const [from, until] = [minutes(condition.from), minutes(condition.until)];
      const isSo = from < until ? from <= now && now < until : now >= from || now < until;
      return isSo ? met : not('other_hour');
    }
    case 'total': {
      const [sure, most] = sums(
        world,
        ({ gross }) => gross,
        (group) => isMeant(group, condition.goods, version),
      );
      return within(sure, most, condition, 'total_too_low', 'total_too_high');
    }
    case 'quantity': {
      const [sure, most] = sums(world, figure, (group) => isMeant(group, condition.goods, version));
      return within(sure, most, condition, 'quantity_too_low', 'quantity_too_high');
    }
    case 'any_of': {
      const groups = world.groups.filter((group) => countsIn(group, version));
      const answers = condition.set.map((goods) => groups.map((group) => isMeant(group, goods, version)));
      const sure = answers.filter((each) => each.includes('yes')).length;
      const most = answers.filter((each) => each.some((answer) => answer !== 'no')).length;
      return within(BigInt(sure), BigInt(most), { atLeast: condition.count }, 'set_incomplete', '');
    }
    default:
      throw new Error(`the reference does not know ${condition.kind}`);
  }
};

/** The code of the first condition that is not met. */
export const refusalOf = (world: World, version: PromotionVersion): string | undefined => {
  for (const condition of version.terms.conditions) {
    const outcome = outcomeOf(condition, world, version);
    if (!outcome.met) return outcome.code;
  }
  const { holdOut } = version.terms;
  return holdOut && world.sale.member?.heldOut?.includes(holdOut) ? 'held_out' : undefined;
};
