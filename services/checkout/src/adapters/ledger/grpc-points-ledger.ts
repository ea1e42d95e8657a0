import type { Command, LedgerServiceService } from '@vafa/contracts/ledger';
import type { Client } from '@vafa/grpc';
import { DomainError } from '@vafa/kernel';
import type { EffectOutcome } from '../../domain/booking.ts';
import type { HoldCommand, PointsLedger } from '../../use-cases/points-ledger.ts';

/** The same command, byte for byte, whenever it is asked for: everything in it comes from the stored session. */
const toCommand = ({ clubId, memberId, saleId, key, points, at }: HoldCommand): Command => ({
  account: { clubId, memberId, unit: 'points' },
  key,
  cause: saleId,
  effectiveAt: at,
  reason: 'sale',
  reference: saleId,
  finished: false,
  terms: undefined,
  verb: { $case: 'hold', value: { amount: points, owner: saleId } },
});

/** Refusals that say something of our command and not of the account: a defect, to be repaired rather than told to the till. */
const defects = new Set(['key_reused', 'invalid']);

/** Keys that the ledger looks up at once. */
const keysMax = 100;
/** A till waits for it, and the return is saved: better no answer than a late one. */
const outcomesDeadlineMs = 750;

export class GrpcPointsLedger implements PointsLedger {
  constructor(private readonly ledger: Pick<Client<typeof LedgerServiceService>, 'post' | 'getOutcomes'>) {}

  async hold(command: HoldCommand): Promise<{ refusal?: string }> {
    const { outcomes } = await this.ledger.post({ commands: [toCommand(command)] });
    const [outcome] = outcomes;
    if (outcome === undefined) throw new DomainError('internal', 'no_outcome', 'the ledger answered without an outcome');
    if (outcome.refusal === '') return {};
    if (!defects.has(outcome.refusal)) return { refusal: outcome.refusal };
    throw new DomainError('internal', 'hold_not_understood', 'the ledger does not accept this hold', { refusal: outcome.refusal, sale: command.saleId });
  }

  async outcomes(account: { readonly clubId: string; readonly memberId: string }, keys: readonly string[]): Promise<ReadonlyMap<string, EffectOutcome>> {
    const found = new Map<string, EffectOutcome>();
    for (let from = 0; from < keys.length; from += keysMax) {
      const asked = { account: { ...account, unit: 'points' }, keys: keys.slice(from, from + keysMax) };
      const { outcomes } = await this.ledger.getOutcomes(asked, { deadlineMs: outcomesDeadlineMs });
      for (const { key, outcome } of outcomes) {
        if (outcome) found.set(key, { refused: outcome.refusal !== '', booked: outcome.booked, shortfall: outcome.shortfall });
      }
    }
    return found;
  }
}
