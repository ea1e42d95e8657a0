import { processShape } from '@vafa/process';
import type { z } from 'zod';
import { campaignsConfig } from '../../../services/campaigns/src/campaigns.config.ts';
import { checkoutConfig } from '../../../services/checkout/src/checkout.config.ts';
import { feedbackConfig } from '../../../services/feedback/src/feedback.config.ts';
import { importsConfig } from '../../../services/imports/src/imports.config.ts';
import { gatewayConfig } from '../../../services/gateway/src/gateway.config.ts';
import { ledgerConfig } from '../../../services/ledger/src/ledger.config.ts';
import { membershipConfig } from '../../../services/membership/src/membership.config.ts';
import { rewardsConfig } from '../../../services/rewards/src/rewards.config.ts';

/** What each service reads from its environment. */
export const configs: Readonly<Record<string, z.ZodObject>> = {
  campaigns: campaignsConfig,
  checkout: checkoutConfig,
  feedback: feedbackConfig,
  imports: importsConfig,
  gateway: gatewayConfig,
  ledger: ledgerConfig,
  membership: membershipConfig,
  rewards: rewardsConfig,
};

export const services = Object.keys(configs);

/** Names that every process reads beside those of its service. */
export const processSettings = Object.keys(processShape);

/** The services that `service` calls, by its configuration. */
export const calledBy = (service: string): string[] => services.filter((name) => `${name.toUpperCase()}_URL` in (configs[service]?.shape ?? {}));
