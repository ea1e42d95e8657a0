import { listenAddress, masterKey } from '@vafa/config';
import { z } from 'zod';

/** Environment of the service as a process of its own, beside that of every process (libs/process). */
export const ledgerConfig = z.object({
  /** Where to listen. */
  GRPC_URL: listenAddress,
  VAFA_MASTER_KEY: masterKey,
  /** How often to book what came due, and to keep the root of the day. */
  DUE_EVERY_MINUTES: z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be 1 or more').max(1_440, 'must be 1440 or less').default(60),
});
