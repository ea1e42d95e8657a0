import { listenAddress } from '@vafa/config';
import { z } from 'zod';

/** Environment of the service as a process of its own, beside that of every process (libs/process). */
export const campaignsConfig = z.object({
  /** Where to listen. */
  GRPC_URL: listenAddress,
});
