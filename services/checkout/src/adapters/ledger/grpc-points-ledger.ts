import type { Command, LedgerServiceService } from '@vafa/contracts/ledger';
import type { Client } from '@vafa/grpc';
import { DomainError } from '@vafa/kernel';
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

export class GrpcPointsLedger implements PointsLedger {
  constructor(private readonly ledger: Pick<Client<typeof LedgerServiceService>, 'post'>) {}

  async hold(command: HoldCommand): Promise<{ refusal?: string }> {
    const { outcomes } = await this.ledger.post({ commands: [toCommand(command)] });
    const [outcome] = outcomes;
    if (outcome === undefined) throw new DomainError('internal', 'no_outcome', 'the ledger answered without an outcome');
    if (outcome.refusal === '') return {};
    if (!defects.has(outcome.refusal)) return { refusal: outcome.refusal };
    throw new DomainError('internal', 'hold_not_understood', 'the ledger does not accept this hold', { refusal: outcome.refusal, sale: command.saleId });
  }
}
