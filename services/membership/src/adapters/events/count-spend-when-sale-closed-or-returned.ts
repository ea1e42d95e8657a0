import { decodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent, type SaleClosed, type SaleCorrected, type SaleReturned } from '@vafa/contracts/checkout-events';
import type { StreamEvent, Subscription } from '@vafa/events';
import { DomainError } from '@vafa/kernel';
import type { SpendFact, SpendFacts } from '../../use-cases/spend-facts.ts';

const momentOf = (at: Date | undefined, eventId: string): Date => {
  if (at) return at;
  throw new DomainError('invalid', 'moment_missing', `event ${eventId} does not say when it happened`);
};

const toFacts = (event: StreamEvent): readonly SpendFact[] => {
  const { event: happened, clubId, eventId } = decodeEvent(CheckoutEvent, event.payload);
  const cause = { clubId, eventId };
  switch (happened.$case) {
    case 'saleClosed':
      return ofSale(happened.value, cause);
    case 'saleReturned':
      return ofReturn(happened.value, cause);
    case 'saleCorrected':
      return ofCorrection(happened.value, cause);
    case 'sessionEnded':
    case 'goodSaved':
    case 'goodRemoved':
    case 'catalogueSet':
      return [];
  }
};

interface Cause {
  readonly clubId: string;
  readonly eventId: string;
}

const ofSale = ({ saleId, memberId, soldAt, total }: SaleClosed, { clubId, eventId }: Cause): readonly SpendFact[] =>
  memberId === ''
    ? []
    : [{ id: `sale:${saleId}`, clubId, memberId, kind: 'sale', at: momentOf(soldAt, eventId), amount: total }];

/** It counts against what the sale counted, whenever it came back: in the period of the sale. */
const ofReturn = (
  { saleId, returnId, memberId, soldAt, returnedAt, amount }: SaleReturned,
  { clubId, eventId }: Cause,
): readonly SpendFact[] =>
  memberId === ''
    ? []
    : [
        {
          id: `return:${saleId}:${returnId}`,
          clubId,
          memberId,
          kind: 'return',
          at: momentOf(soldAt ?? returnedAt, eventId),
          amount: -amount,
        },
      ];

/** What is left of the sale, as far as it is another amount; all of it when it is another member's. */
const ofCorrection = (corrected: SaleCorrected, { clubId, eventId }: Cause): readonly SpendFact[] => {
  const {
    saleId,
    correctionId,
    memberIdBefore,
    memberId,
    remainingTotalBefore: before,
    remainingTotal: left,
    soldAt,
  } = corrected;
  const id = `correction:${saleId}:${correctionId}`;
  const common = { clubId, at: momentOf(soldAt, eventId) };
  if (memberIdBefore === memberId)
    return memberId === '' || left === before
      ? []
      : [{ ...common, id, memberId, kind: 'correction', amount: left - before }];
  return [
    ...(memberIdBefore === ''
      ? []
      : [{ ...common, id: `${id}:from`, memberId: memberIdBefore, kind: 'moved' as const, amount: -before }]),
    ...(memberId === '' ? [] : [{ ...common, id: `${id}:to`, memberId, kind: 'sale' as const, amount: left }]),
  ];
};

/** A member's spend follows from facts under their own keys, so an event that comes twice counts once. */
export const countSpendWhenSaleClosedOrReturned = (facts: SpendFacts): Subscription => ({
  topic: topics.checkout,
  group: 'membership',
  handle: (events) => facts.record(events.flatMap(toFacts)),
});
