import { listenAddress } from '@vafa/config';
import { z } from 'zod';

/** Environment of the service as a process of its own, beside that of every process (libs/process). */
export const feedbackConfig = z.object({
  /** Where to listen. */
  GRPC_URL: listenAddress,
  /** Hours within which a complaint is promised an answer. */
  ANSWER_HOURS: z.coerce.number().int().min(1).max(8_760).default(24),
});
