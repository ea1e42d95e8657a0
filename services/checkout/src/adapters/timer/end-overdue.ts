import type { Rounds } from '@vafa/process';
import type { Logger } from '@vafa/telemetry';
import type { EndOverdueSessions } from '../../use-cases/end-overdue-sessions.ts';

/** Ends overdue sessions, until none is left. */
export const endOverdue = (ending: EndOverdueSessions, everyMs: number, log: Logger): Rounds => ({
  everyMs,
  failed: 'overdue sessions could not be ended; the next round tries again',
  run: async (signal) => {
    while (!signal.aborted) {
      const ended = await ending.execute();
      if (ended === 0) return;
      log.info({ ended }, 'ended sessions whose hold was overdue');
    }
  },
});
