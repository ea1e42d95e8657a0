import { z } from 'zod';

/** Its own environment as a process. */
export const checkoutConfig = z.object({
  /** How long points stay held for a sale that is not closed. */
  HOLD_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
});

export interface CheckoutSettings {
  /** How long points stay held for a sale that is not closed; default 15 minutes. */
  readonly holdMs?: number;
  /** How often to look for overdue holds; default 5 seconds. */
  readonly sweepEveryMs?: number;
}

export const checkoutSettings = ({ HOLD_SECONDS }: z.infer<typeof checkoutConfig>): CheckoutSettings => ({
  holdMs: HOLD_SECONDS * 1_000,
});
