import { account } from '../../../services/ledger/test/account-story.ts';
import { accrue, adjust, burn, reverse } from '../../../services/ledger/test/commands.ts';
import {
  plainPoints,
  unitProblem,
  type Expiry,
  type UnitRules,
} from '../../../services/ledger/src/domain/time/unit.ts';
import { toUnitMessage } from '../../../services/ledger/src/adapters/messages/to-unit.ts';
import { differs, none, type Rows } from './walked-fields.ts';

const key = 'e:accrue';
const finished = (rules: Partial<UnitRules>) => ({
  finished: true,
  policy: 'of_unit' as const,
  terms: { unit: { ...plainPoints, ...rules } },
});

/** Lots after earning under these rules, pending ones too. */
const earned = (rules: Partial<UnitRules>, amount = 100n) => {
  const { state } = account().when(accrue(amount, { ...finished(rules), key })).head;
  return [state.available, state.pending, state.lots, state.pendingLots, state.exceptions, state.idle];
};

const expiring = (expiry: Expiry) => differs((changed) => earned(changed ? { expiry } : {}));

const spent = (rules: Partial<UnitRules>) =>
  account().when(accrue(100n, { ...finished({}), key }), burn(90n), reverse(key, 100n, finished(rules))).head.state
    .available;

const comeBack = (rules: Partial<UnitRules>) => {
  const end = new Date('2026-01-03T00:00:00Z');
  const story = account()
    .when(accrue(5n, { key, expiresAt: end }), burn(5n, { key: 'e:burn' }))
    .on(end);
  return story.when(reverse('e:burn', 5n, finished(rules))).last.balances?.available === undefined
    ? undefined
    : story.head.state.lots;
};

export const unitSettings: Rows = {
  club_id: none('whose unit it is'),
  unit: none('its name'),
  version: none('of the rules; the ledger counts it'),
  kind: differs(
    (changed) =>
      account()
        .holding(5n)
        .when(burn(5n, finished({ kind: changed ? 'status' : 'points' }))).last.recorded?.entry.kind,
  ),
  decimals: differs((changed) => [
    unitProblem({ ...plainPoints, decimals: changed ? 5 : 2 }),
    toUnitMessage({ ...plainPoints, clubId: 'c', unit: 'u', version: 1, decimals: changed ? 3 : 2 }).decimals,
  ]),
  time_zone: differs((changed) =>
    earned({ expiry: { model: 'after_earning', months: 1 }, timeZone: changed ? 'Asia/Tehran' : 'UTC' }),
  ),
  fixed_date: expiring({ model: 'fixed_date', at: new Date('2026-05-01T00:00:00Z') }),
  months_after_earning: expiring({ model: 'after_earning', months: 3 }),
  months_after_activity: expiring({ model: 'after_activity', months: 3 }),
  end_of_period: expiring({ model: 'end_of_period', months: 3, calendar: 'persian', graceDays: 0 }),
  activation_days: differs((changed) => earned({ activationDays: changed ? 14 : 0 })),
  negative_policy: differs((changed) => spent({ negative: changed ? 'within_balance' : 'unlimited' })),
  least: differs((changed) => earned({ least: changed ? 200n : 1n })),
  most: differs((changed) => earned(changed ? { most: 50n } : {})),
  grace_days: differs((changed) => comeBack({ graceDays: changed ? 5 : 0 })),
  approval_above: differs(
    (changed) =>
      account().when(adjust(101n, { terms: { unit: { ...plainPoints, ...(changed && { approvalAbove: 100n }) } } }))
        .last.refusal,
  ),
};

const period = (changes: {
  readonly months?: number;
  readonly calendar?: 'gregorian' | 'persian';
  readonly graceDays?: number;
}) => earned({ expiry: { model: 'end_of_period', months: 3, calendar: 'gregorian', graceDays: 0, ...changes } });

export const periodSettings: Rows = {
  months: differs((changed) => period(changed ? { months: 12 } : {})),
  calendar: differs((changed) => period(changed ? { calendar: 'persian' } : {})),
  grace_days: differs((changed) => period(changed ? { graceDays: 10 } : {})),
};
