import { encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent, SaleClosed, SaleCorrected, SaleReturned, SessionEnded, type AccrualChange, type PointsHold } from '@vafa/contracts/checkout-events';
import { FeedbackEvent } from '@vafa/contracts/feedback-events';
import type { EventStream, StreamEvent } from '@vafa/events';
import { derivedId } from '@vafa/kernel';

export const soldAt = new Date('2026-01-02T10:00:00Z');
const sequences = new Map<string, bigint>();

const placeOf = (documentId: string) => {
  const sequence = (sequences.get(documentId) ?? 0n) + 1n;
  sequences.set(documentId, sequence);
  return { eventId: derivedId('event', `${documentId}/${String(sequence)}`), occurredAt: soldAt, clubId: 'demo', documentId, epoch: 1, sequence };
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

interface Sold {
  readonly member?: string;
  readonly points?: bigint;
  readonly captures?: readonly PointsHold[];
}

export const saleClosed = (saleId: string, { member = 'sara', points = 0n, captures = [] }: Sold): StreamEvent =>
  ofSale(saleId, {
    $case: 'saleClosed',
    value: {
      ...blank(SaleClosed),
      saleId,
      memberId: member,
      soldAt,
      captures: [...captures],
      accruals: [{ ruleId: 'rul_pounds', ruleVersion: 3, points, base: points * 100n, ratePoints: 1n, ratePerAmount: 100n, ruleCode: 'pounds' }],
    },
  });

export const saleReturned = (saleId: string, returnId: string, { takenBack = 0n, restored = 0n, member = 'sara' }: { takenBack?: bigint; restored?: bigint; member?: string }): StreamEvent => {
  const change: AccrualChange = { ruleId: 'rul_pounds', ruleVersion: 3, points: 0n, base: 0n, takenBack, takings: [] };
  const value = {
    ...blank(SaleReturned),
    saleId,
    returnId,
    memberId: member,
    returnedAt: soldAt,
    accrualChanges: [change],
    restorations: restored > 0n ? [{ holdKey: `e:hold:${saleId}:points`, points: restored, memberId: '' }] : [],
  };
  return ofSale(saleId, { $case: 'saleReturned', value });
};

export const saleCorrected = (saleId: string, correctionId: string, changes: Partial<SaleCorrected>): StreamEvent =>
  ofSale(saleId, { $case: 'saleCorrected', value: { ...blank(SaleCorrected), saleId, correctionId, soldAt, correctedAt: soldAt, ...changes } });

export const sessionEnded = (saleId: string, holdKey: string, points: bigint): StreamEvent =>
  ofSale(saleId, { $case: 'sessionEnded', value: { ...blank(SessionEnded), saleId, memberId: 'sara', expired: true, voids: [{ holdKey, points, memberId: '' }] } });

export const surveyAnswered = (surveyId: string, memberId: string, points: bigint): StreamEvent => {
  const place = placeOf(`${surveyId}/${memberId}`);
  return event(place, encodeEvent(topics.feedback, FeedbackEvent, place, { $case: 'surveyAnswered', value: { surveyId, responseId: 'rsp', memberId, points } }));
};

/** Resolves when the ledger has dealt with all that was published on a topic so far. */
export const isHandled = async (stream: EventStream, topic: string): Promise<boolean> => {
  const progress = await stream.progress(await stream.mark(topic));
  return progress.some((each) => each.group === 'ledger') && progress.every((each) => each.group !== 'ledger' || each.behind === 0);
};
