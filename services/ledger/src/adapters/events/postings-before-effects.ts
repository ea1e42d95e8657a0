import { accrueKeyBefore, captureKeyBefore, type SaleEvent } from '@vafa/contracts';
import type { HoldBefore, TakingBefore } from '@vafa/contracts/checkout-events';
import type { Posting } from '@vafa/contracts/effects';

type Event = SaleEvent;
type Value<K extends Event['$case']> = Extract<Event, { $case: K }>['value'];

const booked = (key: string, account: string, amount: bigint, effectiveAt: Date) => ({
  key,
  account,
  unit: 'points',
  amount,
  effectiveAt,
  effectId: '',
});

const reversal = (key: string, account: string, entryKey: string, amount: bigint, at: Date): Posting => ({
  ...booked(key, account, amount, at),
  verb: { $case: 'reverse', value: { entryKey } },
});

/**
 * A key for each accrual that gives back: by sale, rule and cause, and beyond the first of a rule by its place among
 * them.
 */
const reversals = (saleId: string, cause: string, takings: readonly TakingBefore[], at: Date): Posting[] => {
  const counts = new Map<string, number>();
  return takings
    .filter(({ points }) => points !== 0n)
    .map(({ ruleId, memberId, entryKey, points }) => {
      const place = (counts.get(ruleId) ?? 0) + 1;
      counts.set(ruleId, place);
      return reversal(
        `e:reverse:${saleId}:${ruleId}:${cause}${place === 1 ? '' : `:${String(place)}`}`,
        memberId,
        entryKey,
        points,
        at,
      );
    });
};

const restorations = (
  saleId: string,
  cause: string,
  memberId: string,
  holds: readonly HoldBefore[],
  at: Date,
): Posting[] =>
  holds.map((hold) =>
    reversal(
      `e:restore:${saleId}:${cause}`,
      hold.memberId === '' ? memberId : hold.memberId,
      captureKeyBefore(saleId),
      hold.points,
      at,
    ),
  );

const ofClosed = ({ saleId, memberId, captures, accruals, soldAt }: Value<'saleClosed'>, now: Date): Posting[] => {
  const at = soldAt ?? now;
  return [
    ...captures.map(
      ({ holdKey, points }): Posting => ({
        ...booked(captureKeyBefore(saleId), memberId, points, at),
        verb: { $case: 'capture', value: { holdKey } },
      }),
    ),
    ...accruals.map(
      ({ ruleId, points }): Posting => ({
        ...booked(accrueKeyBefore(saleId, ruleId), memberId, points, at),
        effectId: ruleId,
        verb: { $case: 'accrue', value: {} },
      }),
    ),
  ];
};

const ofReturned = (
  { saleId, returnId, memberId, accrualChanges, restorations: holds, returnedAt }: Value<'saleReturned'>,
  now: Date,
): Posting[] => {
  const at = returnedAt ?? now;
  const takings = accrualChanges.flatMap(({ ruleId, takenBack, takings: parts }) =>
    reversals(
      saleId,
      returnId,
      parts.length > 0 ? parts : [{ entryKey: accrueKeyBefore(saleId, ruleId), memberId, ruleId, points: takenBack }],
      at,
    ),
  );
  return [...restorations(saleId, returnId, memberId, holds, at), ...takings];
};

const ofCorrected = (
  { saleId, correctionId, memberId, given, taken, restorations: holds, soldAt, correctedAt }: Value<'saleCorrected'>,
  now: Date,
): Posting[] => {
  const at = correctedAt ?? now;
  return [
    ...restorations(saleId, correctionId, memberId, holds, at),
    ...given.map(
      ({ ruleId, points }): Posting => ({
        ...booked(accrueKeyBefore(saleId, ruleId, correctionId), memberId, points, soldAt ?? now),
        effectId: ruleId,
        verb: { $case: 'accrue', value: {} },
      }),
    ),
    ...reversals(saleId, correctionId, taken, at),
  ];
};

const ofEnded = ({ saleId, memberId, voids }: Value<'sessionEnded'>, now: Date): Posting[] =>
  voids.map(
    ({ holdKey, points }): Posting => ({
      ...booked(`e:void:${saleId}`, memberId, points, now),
      verb: { $case: 'void', value: { holdKey } },
    }),
  );

/** What events of before there were effects order, under the keys of that time. */
export const postingsBeforeEffects = (event: Event, occurredAt: Date): Posting[] => {
  switch (event.$case) {
    case 'saleClosed':
      return ofClosed(event.value, occurredAt);
    case 'saleReturned':
      return ofReturned(event.value, occurredAt);
    case 'saleCorrected':
      return ofCorrected(event.value, occurredAt);
    case 'sessionEnded':
      return ofEnded(event.value, occurredAt);
  }
};
