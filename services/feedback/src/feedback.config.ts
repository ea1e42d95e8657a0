import { z } from 'zod';

/** Its own environment as a process. */
export const feedbackConfig = z.object({
  /** Hours within which a complaint is promised an answer. */
  ANSWER_HOURS: z.coerce.number().int().min(1).max(8_760).default(24),
});
