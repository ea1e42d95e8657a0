import type { Rounds } from '@vafa/process';
import type { Logger } from '@vafa/telemetry';
import type { FinishPendingRedemptions } from '../../use-cases/finish-pending-redemptions.ts';

/** Finishes what is pending, every 30 seconds. */
export const finishPending = (finishing: FinishPendingRedemptions, log: Logger): Rounds => ({
  everyMs: 30_000,
  failed: 'pending redemptions could not be read; the next round tries again',
  run: async () => {
    const { finished, failed } = await finishing.execute();
    if (finished > 0) log.info({ finished }, 'finished pending redemptions');
    for (const { redemptionId, error } of failed) log.warn({ redemptionId, err: error }, 'a redemption stays pending');
  },
});
