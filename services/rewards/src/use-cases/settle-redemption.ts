import { DomainError, type Clock } from '@vafa/kernel';
import { settleCancellation } from '../domain/cancellation.ts';
import { settle, type Decision, type Redemption } from '../domain/redemption.ts';
import type { PointsLedger } from './points-ledger.ts';
import type { Redemptions } from './redemptions.ts';

/**
 * Takes a redemption from wherever it is to its end: burns or gives back, then stores how that ended. Safe to repeat
 * and to run twice at once.
 */
export class SettleRedemption {
  constructor(
    private readonly redemptions: Redemptions,
    private readonly ledger: PointsLedger,
    private readonly clock: Clock,
  ) {}

  /** Raises `unavailable` and leaves the redemption as it is when the ledger does not answer. */
  async execute(redemption: Redemption): Promise<Redemption> {
    if (redemption.status === 'pending') return this.burn(redemption);
    return redemption.status === 'cancelling' ? this.giveBack(redemption) : redemption;
  }

  private async burn({ id, clubId, memberId, points, requestedAt }: Redemption): Promise<Redemption> {
    const outcome = await this.ledger.burn({ redemptionId: id, clubId, memberId, points, at: requestedAt });
    const now = this.clock.now();
    return this.store(id, (current) => settle(current, outcome, now));
  }

  private async giveBack({
    id,
    clubId,
    memberId,
    requestedAt,
    cancelAskedAt = requestedAt,
  }: Redemption): Promise<Redemption> {
    const given = await this.ledger.giveBack({ redemptionId: id, clubId, memberId, at: cancelAskedAt });
    const now = this.clock.now();
    return this.store(id, (current) => settleCancellation(current, given, now));
  }

  private async store(id: string, decide: (current: Redemption) => Decision | undefined): Promise<Redemption> {
    const settled = await this.redemptions.change(id, decide);
    if (settled) return settled;
    throw new DomainError('internal', 'redemption_missing', 'the redemption is gone', { redemption: id });
  }
}
