import { grpcTarget, listenAddress } from '@vafa/config';
import { z } from 'zod';

/** Environment of the service as a process of its own, beside that of every process (libs/process). */
export const importsConfig = z.object({
  /** Where to listen. */
  GRPC_URL: listenAddress,
  MEMBERSHIP_URL: grpcTarget,
  CHECKOUT_URL: grpcTarget,
  LEDGER_URL: grpcTarget,
});
