import { encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent, SaleClosed, SaleCorrected, SaleReturned, SessionEnded } from '@vafa/contracts/checkout-events';
import type { Decision, Posting } from '@vafa/contracts/effects';
import { FeedbackEvent } from '@vafa/contracts/feedback-events';
import type { EventStream, StreamEvent } from '@vafa/events';
import { eventIdPrefix, derivedId } from '@vafa/kernel';

export const soldAt = new Date('2026-01-02T10:00:00Z');
const sequences = new Map<string, bigint>();

const placeOf = (documentId: string) => {
  const sequence = (sequences.get(documentId) ?? 0n) + 1n;
  sequences.set(documentId, sequence);
  return {
    eventId: derivedId(eventIdPrefix, `${documentId}/${String(sequence)}`),
    occurredAt: soldAt,
    clubId: 'demo',
    documentId,
    epoch: 1,
    sequence,
  };
};

type Place = ReturnType<typeof placeOf>;

const event = (place: Place, encoded: { type: string; payload: Uint8Array }): StreamEvent => ({
  id: place.eventId,
  key: place.documentId,
  clubId: place.clubId,
  occurredAt: place.occurredAt,
  epoch: place.epoch,
  sequence: place.sequence,
  ...encoded,
});

const ofSale = (sale: string, value: NonNullable<CheckoutEvent['event']>): StreamEvent => {
  const place = placeOf(sale);
  return event(place, encodeEvent(topics.checkout, CheckoutEvent, place, value));
};

/** A message with every field at its default. */
const blank = <T>(codec: { decode(bytes: Uint8Array): T }): T => codec.decode(new Uint8Array());

const posting = (key: string, account: string, amount: bigint, verb: Posting['verb'], effectId = ''): Posting => ({
  key,
  account,
  unit: 'points',
  amount,
  effectiveAt: soldAt,
  effectId,
  verb,
});

const ruleId = 'rul_pounds';
export const accrued = (saleId: string, account: string, points: bigint, cause = ''): Posting =>
  posting(`e:${saleId}:${ruleId}${cause}`, account, points, { $case: 'accrue', value: {} }, ruleId);
export const reversed = (key: string, account: string, points: bigint, entryKey: string): Posting =>
  posting(key, account, points, { $case: 'reverse', value: { entryKey } }, ruleId);

export const decided = (points: bigint): Decision => ({
  format: 1,
  effects: [
    {
      id: ruleId,
      promotionId: ruleId,
      promotionVersion: 3,
      promotionCode: 'pounds',
      promotionName: '',
      reason: 'earning_rule',
      basis: { base: points * 100n, points: 1n, perAmount: 100n },
      effect: { $case: 'points', value: { amount: points } },
    },
  ],
  rejections: [],
  recorded: undefined,
});

interface Sold {
  readonly member?: string;
  readonly points?: bigint;
  /** What is held that pays for it. */
  readonly paid?: { readonly holdKey: string; readonly points: bigint };
  readonly further?: readonly Posting[];
}

export const saleClosed = (saleId: string, { member = 'sara', points = 0n, paid, further = [] }: Sold): StreamEvent => {
  const captured = paid
    ? [posting(`e:${saleId}:pay:points`, member, paid.points, { $case: 'capture', value: { holdKey: paid.holdKey } })]
    : [];
  const value = {
    ...blank(SaleClosed),
    saleId,
    memberId: member,
    soldAt,
    decision: decided(points),
    postings: [...captured, accrued(saleId, member, points), ...further],
  };
  return ofSale(saleId, { $case: 'saleClosed', value });
};

export const saleReturned = (
  saleId: string,
  returnId: string,
  { takenBack = 0n, restored = 0n, member = 'sara' }: { takenBack?: bigint; restored?: bigint; member?: string },
): StreamEvent => {
  const back =
    restored > 0n
      ? [
          posting(`e:${saleId}:pay:points:${returnId}`, member, restored, {
            $case: 'reverse',
            value: { entryKey: `e:${saleId}:pay:points` },
          }),
        ]
      : [];
  const taken = reversed(`e:${saleId}:${ruleId}:${returnId}:back`, member, takenBack, `e:${saleId}:${ruleId}`);
  return ofSale(saleId, {
    $case: 'saleReturned',
    value: {
      ...blank(SaleReturned),
      saleId,
      returnId,
      memberId: member,
      returnedAt: soldAt,
      postings: [...back, taken],
    },
  });
};

export const saleCorrected = (saleId: string, correctionId: string, changes: Partial<SaleCorrected>): StreamEvent =>
  ofSale(saleId, {
    $case: 'saleCorrected',
    value: { ...blank(SaleCorrected), saleId, correctionId, soldAt, correctedAt: soldAt, ...changes },
  });

export const sessionEnded = (saleId: string, holdKey: string, points: bigint): StreamEvent => {
  const voided = posting(`${holdKey}:void`, 'sara', points, { $case: 'void', value: { holdKey } });
  return ofSale(saleId, {
    $case: 'sessionEnded',
    value: { ...blank(SessionEnded), saleId, memberId: 'sara', expired: true, postings: [voided] },
  });
};

export const surveyAnswered = (surveyId: string, memberId: string, points: bigint): StreamEvent => {
  const place = placeOf(`${surveyId}/${memberId}`);
  return event(
    place,
    encodeEvent(topics.feedback, FeedbackEvent, place, {
      $case: 'surveyAnswered',
      value: { surveyId, responseId: 'rsp', memberId, points },
    }),
  );
};

/** Resolves when the ledger has dealt with all that was published on a topic so far. */
export const isHandled = async (stream: EventStream, topic: string): Promise<boolean> => {
  const progress = await stream.progress(await stream.mark(topic));
  return (
    progress.some((each) => each.group === 'ledger') &&
    progress.every((each) => each.group !== 'ledger' || each.behind === 0)
  );
};
