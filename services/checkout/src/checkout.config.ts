import { z } from 'zod';

/** Environment of the service as a process of its own. */
export const checkoutConfig = z.object({
  MONGODB_URI: z.string().min(1),
  /** host:port to listen on. */
  GRPC_URL: z.string().min(1),
  /** host:port of campaigns and of the ledger. */
  CAMPAIGNS_URL: z.string().min(1),
  LEDGER_URL: z.string().min(1),
  /** How long points stay held for a sale that is not closed. */
  HOLD_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
});
