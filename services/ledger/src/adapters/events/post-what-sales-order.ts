import { decisionBeforeEffects, type SaleEvent } from '@vafa/contracts';
import type { Decision, Posting } from '@vafa/contracts/effects';
import { DomainError } from '@vafa/kernel';
import type { Command, Verb } from '../../domain/journal/command.ts';
import type { Basis } from '../../domain/journal/entry.ts';
import type { Cause } from './effects.ts';
import { postingsBeforeEffects } from './postings-before-effects.ts';

interface Order {
  readonly saleId: string;
  readonly reason: string;
  readonly postings: readonly Posting[];
  readonly decision: Decision | undefined;
}

const reasons = { saleClosed: 'sale', saleReturned: 'return', saleCorrected: 'correction' } as const;

const decisionOf = (event: SaleEvent): Decision | undefined => {
  switch (event.$case) {
    case 'saleClosed':
      return event.value.decision ?? decisionBeforeEffects(event.value.accruals);
    case 'saleCorrected':
      return event.value.decision ?? decisionBeforeEffects(event.value.given);
    case 'saleReturned':
    case 'sessionEnded':
      return undefined;
  }
};

const orderOf = (event: SaleEvent, { occurredAt }: Cause): Order => {
  const { saleId, postings } = event.value;
  const reason =
    event.$case !== 'sessionEnded'
      ? reasons[event.$case]
      : event.value.expired
        ? 'session_expired'
        : 'session_cancelled';
  return {
    saleId,
    reason,
    postings: postings.length > 0 ? postings : postingsBeforeEffects(event, occurredAt),
    decision: decisionOf(event),
  };
};

const basisOf = (decision: Decision | undefined, { effectId }: Posting): Basis | undefined => {
  const effect = decision?.effects.find(({ id }) => id === effectId);
  return (
    effect?.basis && {
      ruleId: effect.promotionId,
      ruleVersion: effect.promotionVersion,
      base: effect.basis.base,
      points: effect.basis.points,
      perAmount: effect.basis.perAmount,
    }
  );
};

/** Raises `unknown_posting` for a verb that this build does not know: left out, units would be lost. */
const verbOf = (posting: Posting, { saleId, decision }: Order): Verb => {
  const { verb, amount, key } = posting;
  switch (verb?.$case) {
    case 'accrue': {
      const basis = basisOf(decision, posting);
      return { kind: 'accrue', amount, ...(basis && { basis }) };
    }
    case 'capture':
      return { kind: 'capture', holdKey: verb.value.holdKey, owner: saleId, amount };
    case 'void':
      return { kind: 'void', holdKey: verb.value.holdKey, owner: saleId };
    case 'reverse':
      return { kind: 'reverse', entryKey: verb.value.entryKey, amount };
    case undefined:
      throw new DomainError('invalid', 'unknown_posting', 'a posting of a kind that this build does not know', { key });
  }
};

/**
 * What a fact of a sale has the ledger post, whatever effects it is of: each posting as it stands. All but giving a
 * hold up has happened at a till by now and is not refused; what becomes of units that are spent, the club's rules for
 * the unit say.
 */
export const postWhatSalesOrder = (event: SaleEvent, cause: Cause): readonly Command[] => {
  const order = orderOf(event, cause);
  return order.postings
    .filter(({ amount, verb }) => amount !== 0n || verb?.$case === 'void')
    .map(
      (posting): Command => ({
        account: { clubId: cause.clubId, memberId: posting.account, unit: posting.unit },
        key: posting.key,
        cause: cause.eventId,
        reason: order.reason,
        reference: order.saleId,
        effectiveAt: posting.effectiveAt ?? cause.occurredAt,
        ...(posting.verb?.$case !== 'void' && { finished: true }),
        verb: verbOf(posting, order),
      }),
    );
};
