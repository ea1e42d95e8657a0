import { isDomainError, type Clock } from '@vafa/kernel';
import type { Redemptions } from './redemptions.ts';
import type { SettleRedemption } from './settle-redemption.ts';

/** Younger ones are still in the hands of whoever asked for them. */
const pendingAgeMs = 10_000;
const batchSizeMax = 1_000;

export interface Swept {
  readonly finished: number;
  /** Ids of those that could not be finished, with why. */
  readonly failed: readonly { readonly redemptionId: string; readonly error: unknown }[];
}

/** Ends what a crash, or a ledger that did not answer, left pending, or about to be given back. */
export class FinishPendingRedemptions {
  constructor(
    private readonly redemptions: Redemptions,
    private readonly settling: SettleRedemption,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<Swept> {
    const due = await this.redemptions.unfinishedBefore(
      new Date(this.clock.now().getTime() - pendingAgeMs),
      batchSizeMax,
    );
    const failed: { redemptionId: string; error: unknown }[] = [];
    let finished = 0;
    for (const redemption of due) {
      try {
        await this.settling.execute(redemption);
        finished++;
      } catch (error) {
        failed.push({ redemptionId: redemption.id, error });
        // Nobody is there to answer: the others would only wait for the same.
        if (isDomainError(error) && error.kind === 'unavailable') break;
      }
    }
    return { finished, failed };
  }
}
