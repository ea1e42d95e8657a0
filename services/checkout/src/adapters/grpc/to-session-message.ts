import { SessionState as SessionStateMessage, type Return as ReturnMessage, type Session as SessionMessage } from '@vafa/contracts/checkout';
import type { Return, Session, SessionState } from '../../domain/session.ts';
import { remainingTotal } from '../../domain/take-back.ts';

const states: Readonly<Record<SessionState, SessionStateMessage>> = {
  open: SessionStateMessage.SESSION_STATE_OPEN,
  holding: SessionStateMessage.SESSION_STATE_HOLDING,
  held: SessionStateMessage.SESSION_STATE_HELD,
  closed: SessionStateMessage.SESSION_STATE_CLOSED,
  cancelled: SessionStateMessage.SESSION_STATE_CANCELLED,
  expired: SessionStateMessage.SESSION_STATE_EXPIRED,
};

export const toReturnMessage = ({ effects: _effects, lines, ...made }: Return): ReturnMessage => ({ ...made, lines: [...lines] });

export const toSessionMessage = (session: Session): SessionMessage => {
  const { saleId, clubId, branchId, till, receipt, memberId, currency, currencyDigits, total, historical, hold } = session;
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
    lines: [...session.lines],
    total,
    payable: total - (hold?.value ?? 0n),
    accruals: [...session.accruals],
    rejections: [...session.rejections],
    pointsHeld: hold?.points ?? 0n,
    pointsValue: hold?.value ?? 0n,
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
