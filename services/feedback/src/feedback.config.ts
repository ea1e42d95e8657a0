import { z } from 'zod';

/** Environment of the service as a process of its own. */
export const feedbackConfig = z.object({
  MONGODB_URI: z.string().min(1),
  /** host:port to listen on. */
  GRPC_URL: z.string().min(1),
  /** Hours within which a complaint is promised an answer. */
  ANSWER_HOURS: z.coerce.number().int().min(1).max(8_760).default(24),
});
