import { z } from 'zod';

/** host:port of a service. */
const address = z.string().min(3);

/** Environment of the gateway as a process of its own. */
export const gatewayConfig = z.object({
  MONGODB_URI: z.string().min(1),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  VAFA_ADMIN_KEY: z.string().regex(/^vafa_[A-Za-z0-9_-]{32,64}$/, 'must be vafa_ and 32 to 64 letters, digits, - or _'),
  MEMBERSHIP_URL: address,
  LEDGER_URL: address,
  CAMPAIGNS_URL: address,
  REWARDS_URL: address,
  CHECKOUT_URL: address,
  FEEDBACK_URL: address,
});
