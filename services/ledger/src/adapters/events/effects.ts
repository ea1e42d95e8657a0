import { DomainError } from '@vafa/kernel';
import type { AccountId } from '../../domain/account/account-id.ts';
import type { Command } from '../../domain/journal/command.ts';
import type { Poster } from '../../use-cases/journal/post-commands.ts';

/** What every reaction may use of an event's envelope. */
export interface Cause {
  readonly eventId: string;
  readonly clubId: string;
  readonly occurredAt: Date;
}

export const pointsOf = (clubId: string, memberId: string): AccountId => ({ clubId, memberId, unit: 'points' });

/**
 * Posts the effects of events. A repeat is the effect being there already, and fine. Every refusal is raised, so that
 * the event becomes a dead letter: what these events order has happened at a till, and a person must see why the ledger
 * cannot follow. (A void of a hold that is voided already is no refusal: the ledger posts it, without effect.)
 */
export const postEffects = async (poster: Poster, commands: readonly Command[]): Promise<void> => {
  const refused = (await poster.post(commands)).find((outcome) => outcome.refusal !== undefined);
  if (!refused) return;
  throw new DomainError(
    refused.refusal === 'invalid' ? 'invalid' : 'refused',
    refused.refusal ?? '',
    `effect refused: ${refused.message ?? ''}`,
    { key: refused.key },
  );
};
