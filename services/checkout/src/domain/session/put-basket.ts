import { DomainError } from '@vafa/kernel';
import { holdsBasket, type Basket } from './basket.ts';
import type { Adjudication } from './adjudication.ts';
import { totalAfter } from './line.ts';
import type { Decision, Session } from './session.ts';

/**
 * What a PUT means for the session as it stands: nothing, because it holds this basket already, or another basket.
 * Raises `session_differs` (closed with another basket), `session_not_open`.
 */
export const compareBasket = (session: Session, basket: Basket): 'same' | 'replace' => {
  if (holdsBasket(session, basket)) return 'same';
  if (session.state === 'open') return 'replace';
  if (session.state === 'closed')
    throw new DomainError('conflict', 'session_differs', 'the session is closed with another basket');
  throw new DomainError('conflict', 'session_not_open', 'the session is not open', { state: session.state });
};

export interface Opening {
  readonly clubId: string;
  readonly saleId: string;
  readonly receiptId: string;
  readonly at: Date;
  readonly timeZone: string;
}

/** A session that was just opened. */
export const openSession = (
  { clubId, saleId, receiptId, at, timeZone }: Opening,
  { lines, total: _gross, ...basket }: Basket,
  adjudication: Adjudication,
): Session => ({
  clubId,
  saleId,
  receiptId,
  timeZone,
  state: 'open',
  ...basket,
  lines,
  total: totalAfter(lines, adjudication),
  adjudication,
  reservations: [],
  refusedHolds: [],
  returns: [],
  apiReturns: 0,
  openedAt: at,
  historical: false,
  row: 0,
});

const saysSame = ({ adjudication, total }: Session, lines: Basket['lines'], next: Adjudication): boolean =>
  total === totalAfter(lines, next) && Buffer.compare(adjudication.decision, next.decision) === 0;

/**
 * Another basket for an open session, or the same where promotions make something else of it by now. Undefined: nothing
 * changes. Raises as compareBasket does.
 */
export const replaceBasket = (
  session: Session,
  basket: Basket,
  adjudication: Adjudication,
  { receiptId, at }: { readonly receiptId: string; readonly at: Date },
): Decision | undefined => {
  if (compareBasket(session, basket) === 'same') {
    if (session.state !== 'open' || saysSame(session, basket.lines, adjudication)) return undefined;
  }
  const { branchId, till, receipt, memberId, currency, currencyDigits, pointValue, lines } = basket;
  return {
    set: {
      branchId,
      till,
      receipt,
      receiptId,
      memberId,
      currency,
      currencyDigits,
      pointValue,
      lines,
      total: totalAfter(lines, adjudication),
      adjudication,
    },
    at,
  };
};
