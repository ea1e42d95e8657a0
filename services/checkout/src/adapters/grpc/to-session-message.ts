import {
  SessionState as SessionStateMessage,
  type Return as ReturnMessage,
  type Session as SessionMessage,
} from '@vafa/contracts/checkout';
import { Decision } from '@vafa/contracts/effects';
import type { Return, Session, SessionState } from '../../domain/session/session.ts';
import { paidByReservations } from '../../domain/session/hold-points.ts';
import { toLineMessages } from '../to-line-message.ts';
import { remainingTotal } from '../../domain/return/take-back.ts';

const states: Readonly<Record<SessionState, SessionStateMessage>> = {
  open: SessionStateMessage.SESSION_STATE_OPEN,
  holding: SessionStateMessage.SESSION_STATE_HOLDING,
  held: SessionStateMessage.SESSION_STATE_HELD,
  closed: SessionStateMessage.SESSION_STATE_CLOSED,
  cancelled: SessionStateMessage.SESSION_STATE_CANCELLED,
  expired: SessionStateMessage.SESSION_STATE_EXPIRED,
};

export const toReturnMessage = ({ ordered: _ordered, lines, ...made }: Return): ReturnMessage => ({
  ...made,
  lines: [...lines],
});

export const toSessionMessage = (session: Session): SessionMessage => {
  const decision = Decision.decode(session.adjudication.decision);
  const lines = toLineMessages(session.lines, decision);
  const gross = lines.reduce((sum, { amount }) => sum + amount, 0n);
  const { saleId, clubId, branchId, till, receipt, memberId, currency, currencyDigits, total, historical } = session;
  return {
    id: session.sessionId,
    saleId,
    clubId,
    state: states[session.state],
    branchId,
    till,
    receipt,
    memberId,
    currency,
    currencyDigits,
    lines,
    gross,
    discount: lines.reduce((sum, { amount, net }) => sum + amount - net, 0n),
    total,
    payable: total - paidByReservations(session),
    decision,
    reservations: session.reservations.map(({ id, account, unit, amount, key, pays }) => ({
      id,
      account,
      unit,
      amount,
      key,
      pays,
    })),
    openedAt: session.openedAt,
    closedAt: session.closedAt,
    holdUntil: session.holdUntil,
    historical,
    soldAt: session.soldAt,
    returns: session.returns.map(toReturnMessage),
    remainingTotal: remainingTotal(session),
    corrections: (session.corrections ?? []).map((correction) => ({ ...correction })),
  };
};
