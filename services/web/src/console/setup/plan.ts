import type { OperationId } from '@vafa/client';
import { toMinor, type Draft } from './draft.ts';

/** One thing that is made; steps with the same subject are told to the owner as one. */
export interface Step {
  /** Unique in the plan; with the draft's id, the key under which it is made once. */
  readonly id: string;
  readonly subject: 'club' | 'branches' | 'rule' | 'tiers' | 'rewards' | 'staff' | 'till';
  readonly operation: OperationId;
  readonly path?: Readonly<Record<string, string>>;
  readonly body: object;
}

const daysOfYear = 365;
/** Values of points are said in 1/10,000 of the minor unit. */
const valueParts = 10_000;

const expiryOf = ({ earning: { months } }: Draft): object =>
  months === 0 ? { model: 'never' } : { model: 'after_earning', months };

/** The step that makes what a row says. */
export const stepOf = {
  branch: ({ id }: { readonly id: string }): string => `branch-${id}`,
  person: ({ id }: { readonly id: string }): string => `staff-${id}`,
};

/** What is made of the answers, in order: the club first, and all else in it. */
export const plan = (draft: Draft): readonly Step[] => {
  const { name, code, currency, zone, branches, earning, tiers, reward, staff } = draft;
  const value = Math.round(toMinor(earning.value * valueParts, draft));
  return [
    {
      id: 'club',
      subject: 'club',
      operation: 'createClub',
      body: { code, name: name.trim(), currency, time_zone: zone, point_cost: value, point_value: value },
    },
    {
      id: 'look',
      subject: 'club',
      operation: 'changeClub',
      path: { club_code: code },
      body: { brand_colour: draft.colour, display_unit: draft.money, calendar: draft.calendar },
    },
    ...branches.map(
      (branch): Step => ({
        id: stepOf.branch(branch),
        subject: 'branches',
        operation: 'createBranch',
        body: { code: branch.name.trim(), name: branch.name.trim() },
      }),
    ),
    {
      id: 'points',
      subject: 'rule',
      operation: 'putUnit',
      path: { unit: 'points' },
      body: { kind: 'points', expiry: expiryOf(draft) },
    },
    {
      id: 'rule',
      subject: 'rule',
      operation: 'publishEarningRule',
      body: {
        code: 'purchase',
        name: name.trim(),
        points: earning.points,
        per_amount: toMinor(earning.perAmount, draft),
      },
    },
    {
      id: 'tiers',
      subject: 'tiers',
      operation: 'setTiers',
      body: {
        period_days: daysOfYear,
        tiers: tiers.map((tier, at) => ({
          code: `tier-${String(at + 1)}`,
          name: tier.name.trim(),
          spend_from: toMinor(tier.from, draft),
        })),
      },
    },
    ...(reward.points === 0
      ? []
      : [
          {
            id: 'reward',
            subject: 'rewards',
            operation: 'createReward',
            body: { code: 'first', name: reward.name.trim(), price_points: reward.points, voucher_days: 90 },
          } as const,
        ]),
    ...staff.map(
      (person): Step => ({
        id: stepOf.person(person),
        subject: 'staff',
        operation: 'createStaff',
        body: { username: person.username.trim(), name: person.name.trim(), roles: [person.role] },
      }),
    ),
    {
      id: 'till',
      subject: 'till',
      operation: 'createTillCode',
      body: { branch: branches[0]?.name.trim() ?? '', till: '1' },
    },
  ];
};
