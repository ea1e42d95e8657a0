import type { SessionEnded } from '@vafa/contracts/checkout-events';
import type { Command } from '../../domain/command.ts';
import { pointsOf, type Cause } from './effects.ts';

/** Gives back what a session held that became no sale. */
export const voidHoldsWhenSessionEnded = (ended: SessionEnded, { eventId, clubId, occurredAt }: Cause): readonly Command[] =>
  ended.voids.map(({ holdKey }): Command => ({
    account: pointsOf(clubId, ended.memberId),
    key: `e:void:${ended.saleId}`,
    cause: eventId,
    reason: ended.expired ? 'session_expired' : 'session_cancelled',
    reference: ended.saleId,
    effectiveAt: occurredAt,
    verb: { kind: 'void', holdKey, owner: ended.saleId },
  }));
