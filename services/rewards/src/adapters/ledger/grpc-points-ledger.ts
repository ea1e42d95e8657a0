import { LedgerServiceService, type Command } from '@vafa/contracts/ledger';
import type { Client } from '@vafa/grpc';
import { DomainError } from '@vafa/kernel';
import type { BurnOutcome } from '../../domain/redemption.ts';
import type { BurnOrder, PointsLedger } from '../../use-cases/points-ledger.ts';

/** The same command, byte for byte, whenever it is asked for: everything in it comes from the stored redemption. */
const toCommand = ({ redemptionId, clubId, memberId, points, at }: BurnOrder): Command => ({
  account: { clubId, memberId, unit: 'points' },
  key: `e:burn:${redemptionId}`,
  cause: redemptionId,
  effectiveAt: at,
  reason: 'reward',
  reference: redemptionId,
  finished: false,
  terms: undefined,
  verb: { $case: 'burn', value: { amount: points } },
});

/** Refusals that say something of our command and not of the account: a defect, to be repaired rather than told to the member. */
const defects = new Set(['key_reused', 'invalid']);

export class GrpcPointsLedger implements PointsLedger {
  constructor(private readonly ledger: Pick<Client<typeof LedgerServiceService>, 'post'>) {}

  async burn(order: BurnOrder): Promise<BurnOutcome> {
    const { outcomes } = await this.ledger.post({ commands: [toCommand(order)] });
    const [outcome] = outcomes;
    if (outcome === undefined) throw new DomainError('internal', 'no_outcome', 'the ledger answered without an outcome');
    if (outcome.refusal === '') return { burned: true, available: outcome.available };
    if (!defects.has(outcome.refusal)) return { burned: false, refusal: outcome.refusal };
    const details = { refusal: outcome.refusal, redemption: order.redemptionId };
    throw new DomainError('internal', 'burn_not_understood', 'the ledger does not accept this burn', details);
  }
}
