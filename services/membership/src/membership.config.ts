import { listenAddress, masterKey } from '@vafa/config';
import { z } from 'zod';

/** Environment of the service as a process of its own, beside that of every process (libs/process). */
export const membershipConfig = z.object({
  /** Where to listen. */
  GRPC_URL: listenAddress,
  VAFA_MASTER_KEY: masterKey,
});
