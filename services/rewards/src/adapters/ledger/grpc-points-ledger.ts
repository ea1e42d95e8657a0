import { LedgerServiceService, NegativePolicy, type Command, type Outcome } from '@vafa/contracts/ledger';
import type { Client } from '@vafa/grpc';
import { DomainError } from '@vafa/kernel';
import type { GivenBack } from '../../domain/cancellation.ts';
import type { BurnOutcome } from '../../domain/redemption.ts';
import type { BurnOrder, PointsLedger } from '../../use-cases/points-ledger.ts';

type Order = Omit<BurnOrder, 'points'>;

/** The same command, byte for byte, whenever it is asked for: everything in it comes from the stored redemption. */
const toCommand = (
  { redemptionId, clubId, memberId, at }: Order,
  own: Pick<Command, 'key' | 'reason' | 'finished' | 'verb'>,
): Command => ({
  account: { clubId, memberId, unit: 'points' },
  cause: redemptionId,
  effectiveAt: at,
  reference: redemptionId,
  terms: undefined,
  ...own,
});

const burnKey = (redemptionId: string): string => `e:burn:${redemptionId}`;

const toBurn = (order: BurnOrder): Command =>
  toCommand(order, {
    key: burnKey(order.redemptionId),
    reason: 'reward',
    finished: false,
    verb: { $case: 'burn', value: { amount: order.points } },
  });

/** The redemption is cancelled whatever the account says: what it cannot take goes to suspense. */
const toGiveBack = (order: Order): Command => {
  const value = {
    entryKey: burnKey(order.redemptionId),
    amount: 0n,
    policy: NegativePolicy.NEGATIVE_POLICY_UNSPECIFIED,
  };
  return toCommand(order, {
    key: `e:unburn:${order.redemptionId}`,
    reason: 'reward_cancelled',
    finished: true,
    verb: { $case: 'reverse', value },
  });
};

/**
 * Refusals that say something of our command and not of the account: a defect, to be repaired rather than told to the
 * member.
 */
const defects = new Set(['key_reused', 'invalid']);

const notUnderstood = ({ redemptionId }: Order, { refusal }: Outcome): DomainError =>
  new DomainError('internal', 'burn_not_understood', 'the ledger does not accept this command', {
    refusal,
    redemption: redemptionId,
  });

export class GrpcPointsLedger implements PointsLedger {
  constructor(private readonly ledger: Pick<Client<typeof LedgerServiceService>, 'post'>) {}

  async burn(order: BurnOrder): Promise<BurnOutcome> {
    const outcome = await this.post(toBurn(order));
    if (outcome.refusal === '') return { burned: true, available: outcome.available };
    if (!defects.has(outcome.refusal)) return { burned: false, refusal: outcome.refusal };
    throw notUnderstood(order, outcome);
  }

  async giveBack(order: Order): Promise<GivenBack> {
    const outcome = await this.post(toGiveBack(order));
    if (outcome.refusal !== '') throw notUnderstood(order, outcome);
    return { points: outcome.booked, available: outcome.available };
  }

  private async post(command: Command): Promise<Outcome> {
    const [outcome] = (await this.ledger.post({ commands: [command] })).outcomes;
    if (outcome === undefined)
      throw new DomainError('internal', 'no_outcome', 'the ledger answered without an outcome');
    return outcome;
  }
}
