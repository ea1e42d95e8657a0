import type { Draft } from './draft.ts';

export const stages = ['club', 'branches', 'earning', 'tiers', 'rewards', 'staff', 'start'] as const;
export type Stage = (typeof stages)[number];

/** What is wrong with one answer; the words have a text for each. */
export type Wrong = 'missing' | 'code' | 'twice' | 'above-zero' | 'rising' | 'too-large' | 'too-many';

/** Faults by the field that they stand at, such as `branches.0.name`. */
export type Faults = ReadonlyMap<string, Wrong>;

const codePattern = /^[a-z0-9-]{2,40}$/;
const listMax = 20;
/** Of money in the unit that is shown, and of points: beyond it the club would refuse them. */
const numberMost = 10_000_000_000;

const named = (list: string, names: readonly string[], field = 'name'): [string, Wrong][] =>
  names.flatMap((name, at): [string, Wrong][] => {
    const place = `${list}.${String(at)}.${field}`;
    const written = name.trim().toLocaleLowerCase();
    if (written === '') return [[place, 'missing']];
    const isTwice = names.slice(0, at).some((other) => other.trim().toLocaleLowerCase() === written);
    return isTwice ? [[place, 'twice']] : [];
  });

const notTooLarge = (place: string, value: number): [string, Wrong][] =>
  value <= numberMost ? [] : [[place, 'too-large']];

const aboveZero = (place: string, value: number): [string, Wrong][] =>
  value > 0 ? notTooLarge(place, value) : [[place, 'above-zero']];

const checks: Readonly<Record<Stage, (draft: Draft) => [string, Wrong][]>> = {
  club: ({ name, code }) => [
    ...(name.trim() === '' ? ([['name', 'missing']] as [string, Wrong][]) : []),
    ...(codePattern.test(code) ? [] : ([['code', 'code']] as [string, Wrong][])),
  ],
  branches: ({ branches }) => [
    ...named(
      'branches',
      branches.map(({ name }) => name),
    ),
    ...(branches.length === 0 ? ([['branches', 'missing']] as [string, Wrong][]) : []),
  ],
  earning: ({ earning }) => [
    ...aboveZero('earning.perAmount', earning.perAmount),
    ...aboveZero('earning.points', earning.points),
    ...aboveZero('earning.value', earning.value),
  ],
  tiers: ({ tiers }) => [
    ...named(
      'tiers',
      tiers.map(({ name }) => name),
    ),
    ...tiers.flatMap(({ from }, at): [string, Wrong][] =>
      at > 0 && from <= (tiers[at - 1]?.from ?? 0)
        ? [[`tiers.${String(at)}.from`, 'rising']]
        : notTooLarge(`tiers.${String(at)}.from`, from),
    ),
    ...(tiers.length > listMax ? ([['tiers', 'too-many']] as [string, Wrong][]) : []),
  ],
  rewards: ({ reward }) => [
    ...(reward.points > 0 && reward.name.trim() === '' ? ([['reward.name', 'missing']] as [string, Wrong][]) : []),
    ...(reward.points < 0 ? aboveZero('reward.points', reward.points) : notTooLarge('reward.points', reward.points)),
  ],
  staff: ({ staff }) => [
    ...staff.flatMap(({ name }, at): [string, Wrong][] =>
      name.trim() === '' ? [[`staff.${String(at)}.name`, 'missing']] : [],
    ),
    ...named(
      'staff',
      staff.map(({ username }) => username),
      'username',
    ),
  ],
  start: () => [],
};

/** What must be mended before the owner goes on from a stage. */
export const faultsOf = (stage: Stage, draft: Draft): Faults => new Map(checks[stage](draft));
