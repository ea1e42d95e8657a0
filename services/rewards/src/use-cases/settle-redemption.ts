import { DomainError, type Clock } from '@vafa/kernel';
import { settle, type Redemption } from '../domain/redemption.ts';
import type { PointsLedger } from './points-ledger.ts';
import type { Redemptions } from './redemptions.ts';

/** Takes a redemption from wherever it is to its end: burns, then stores how that ended. Safe to repeat and to run twice at once. */
export class SettleRedemption {
  constructor(
    private readonly redemptions: Redemptions,
    private readonly ledger: PointsLedger,
    private readonly clock: Clock,
  ) {}

  /** Raises `unavailable` and leaves the redemption pending when the ledger does not answer. */
  async execute(redemption: Redemption): Promise<Redemption> {
    if (redemption.status !== 'pending') return redemption;
    const { id, clubId, memberId, points, requestedAt } = redemption;
    const outcome = await this.ledger.burn({ redemptionId: id, clubId, memberId, points, at: requestedAt });
    const now = this.clock.now();
    const settled = await this.redemptions.change(id, (current) => settle(current, outcome, now));
    if (settled) return settled;
    throw new DomainError('internal', 'redemption_missing', 'the redemption is gone', { redemption: id });
  }
}
