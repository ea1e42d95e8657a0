import { Calendar, NegativePolicy, UnitKind as KindMessage, type Unit as UnitMessage } from '@vafa/contracts/ledger';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import type { NegativePolicy as Policy } from '../../domain/time/unit.ts';
import type { Expiry, Unit, UnitKind } from '../../domain/time/unit.ts';
import type { StoredUnit } from '../../use-cases/ports/unit-store.ts';

const kinds: readonly (readonly [KindMessage, UnitKind])[] = [
  [KindMessage.UNIT_KIND_POINTS, 'points'],
  [KindMessage.UNIT_KIND_STATUS, 'status'],
  [KindMessage.UNIT_KIND_MONEY, 'money'],
  [KindMessage.UNIT_KIND_COUNT, 'count'],
  [KindMessage.UNIT_KIND_PARTNER, 'partner'],
];
const policies: readonly (readonly [NegativePolicy, Policy])[] = [
  [NegativePolicy.NEGATIVE_POLICY_WITHIN_BALANCE, 'within_balance'],
  [NegativePolicy.NEGATIVE_POLICY_UNLIMITED, 'unlimited'],
  [NegativePolicy.NEGATIVE_POLICY_ONLY_PENDING, 'only_pending'],
];
const calendars: readonly (readonly [Calendar, 'gregorian' | 'persian'])[] = [
  [Calendar.CALENDAR_GREGORIAN, 'gregorian'],
  [Calendar.CALENDAR_PERSIAN, 'persian'],
];

/** What a message's value stands for; undefined when nothing was said, or a newer build's word. */
const toWord = <M, W>(words: readonly (readonly [M, W])[], message: M): W | undefined =>
  words.find(([each]) => each === message)?.[1];
const toValue = <M, W>(words: readonly (readonly [M, W])[], word: W): M =>
  (words.find(([, each]) => each === word) as readonly [M, W])[0];

const demanded = <W>(word: W | undefined, what: string): W => {
  if (word === undefined) throw new LedgerError('invalid', 'invalid_unit', `a unit says its ${what}`);
  return word;
};

export const toPolicy = (policy: NegativePolicy): Policy | undefined => toWord(policies, policy);

const toExpiry = (expiry: UnitMessage['expiry']): Expiry => {
  switch (expiry?.$case) {
    case 'fixedDate':
      return { model: 'fixed_date', at: expiry.value };
    case 'monthsAfterEarning':
      return { model: 'after_earning', months: expiry.value };
    case 'monthsAfterActivity':
      return { model: 'after_activity', months: expiry.value };
    case 'endOfPeriod': {
      const { months, calendar, graceDays } = expiry.value;
      return { model: 'end_of_period', months, calendar: demanded(toWord(calendars, calendar), 'calendar'), graceDays };
    }
    case undefined:
      return { model: 'never' };
  }
};

const toExpiryMessage = (expiry: Expiry): UnitMessage['expiry'] => {
  switch (expiry.model) {
    case 'never':
      return undefined;
    case 'fixed_date':
      return { $case: 'fixedDate', value: expiry.at };
    case 'after_earning':
      return { $case: 'monthsAfterEarning', value: expiry.months };
    case 'after_activity':
      return { $case: 'monthsAfterActivity', value: expiry.months };
    case 'end_of_period':
      return {
        $case: 'endOfPeriod',
        value: { months: expiry.months, calendar: toValue(calendars, expiry.calendar), graceDays: expiry.graceDays },
      };
  }
};

/** Raises `invalid_unit` for what is left unsaid. */
export const toUnit = ({
  version: _version,
  kind,
  negativePolicy,
  expiry,
  approvalAbove,
  ...plain
}: UnitMessage): Unit => ({
  ...plain,
  kind: demanded(toWord(kinds, kind), 'kind'),
  negative: demanded(toPolicy(negativePolicy), 'negative policy'),
  expiry: toExpiry(expiry),
  ...(approvalAbove !== undefined && { approvalAbove }),
});

export const toUnitMessage = ({
  version,
  kind,
  negative,
  expiry,
  approvalAbove,
  ...plain
}: StoredUnit): UnitMessage => ({
  ...plain,
  version: BigInt(version),
  kind: toValue(kinds, kind),
  negativePolicy: toValue(policies, negative),
  expiry: toExpiryMessage(expiry),
  approvalAbove,
});
