import { grpcTarget, listenAddress } from '@vafa/config';
import { z } from 'zod';

/** Environment of the service as a process of its own, beside that of every process (libs/process). */
export const checkoutConfig = z.object({
  /** Where to listen. */
  GRPC_URL: listenAddress,
  CAMPAIGNS_URL: grpcTarget,
  LEDGER_URL: grpcTarget,
  /** How long points stay held for a sale that is not closed. */
  HOLD_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
});
