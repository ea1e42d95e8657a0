import type { Rounds } from '@vafa/process';
import type { Logger } from '@vafa/telemetry';
import type { RenewMembers } from '../../use-cases/renew-members.ts';

/**
 * Members of before are brought to today's forms while the service answers; what is left when it stops goes on at the
 * next start.
 */
export const renewOnce = (renewal: RenewMembers, log: Logger): Rounds => ({
  failed: 'members of before could not be renewed; the next start goes on',
  run: async (signal) => {
    const renewed = await renewal.execute(() => signal.aborted);
    if (renewed.members > 0) log.info(renewed, 'members of before were renewed');
  },
});
