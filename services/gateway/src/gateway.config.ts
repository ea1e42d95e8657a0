import { grpcTarget } from '@vafa/config';
import { identityConfig } from '@vafa/process';
import { z } from 'zod';
import { edgeConfig, edgeOf } from './edge.config.ts';

export const administratorKey = z
  .string()
  .regex(/^vafa_[A-Za-z0-9_-]{32,64}$/, 'must be vafa_ and 32 to 64 letters, digits, - or _');

/** Environment of the gateway as a process of its own, beside that of every process (libs/process). */
export const gatewayConfig = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  VAFA_ADMIN_KEY: administratorKey,
  MEMBERSHIP_URL: grpcTarget,
  LEDGER_URL: grpcTarget,
  CAMPAIGNS_URL: grpcTarget,
  REWARDS_URL: grpcTarget,
  CHECKOUT_URL: grpcTarget,
  FEEDBACK_URL: grpcTarget,
  IMPORTS_URL: grpcTarget,
  ...identityConfig.shape,
  ...edgeConfig.shape,
});

/** Where its services are. */
const clientsOf = (config: z.infer<typeof gatewayConfig>) => ({
  membership: config.MEMBERSHIP_URL,
  ledger: config.LEDGER_URL,
  campaigns: config.CAMPAIGNS_URL,
  rewards: config.REWARDS_URL,
  checkout: config.CHECKOUT_URL,
  feedback: config.FEEDBACK_URL,
  imports: config.IMPORTS_URL,
});

export const gatewayOptionsOf = (config: z.infer<typeof gatewayConfig>) => ({
  host: config.HOST,
  port: config.PORT,
  adminKey: config.VAFA_ADMIN_KEY,
  clients: clientsOf(config),
  edge: edgeOf(config),
});
