import type { Rounds } from '@vafa/process';
import type { DeliverTransfers } from '../../use-cases/transfers/deliver-transfers.ts';

/** Delivers transfers when one was sent, and looks every so often for those that a stopped process left behind. */
export const deliverSent = (delivering: DeliverTransfers): Rounds => ({
  everyMs: 2_000,
  failed: 'transfers could not be delivered; the next round tries again',
  run: async (signal) => {
    while (!signal.aborted && (await delivering.execute()) > 0);
  },
});
