import 'reflect-metadata';
import { processShape } from '@vafa/process';
import type { z } from 'zod';
import { campaignsService } from '../../../services/campaigns/src/campaigns.module.ts';
import { checkoutService } from '../../../services/checkout/src/checkout.module.ts';
import { feedbackService } from '../../../services/feedback/src/feedback.module.ts';
import { importsService } from '../../../services/imports/src/imports.module.ts';
import { liveTopics } from '../../../services/gateway/src/adapters/events/live-events.ts';
import { gatewayConfig } from '../../../services/gateway/src/gateway.config.ts';
import { ledgerService } from '../../../services/ledger/src/ledger.module.ts';
import { membershipService } from '../../../services/membership/src/membership.module.ts';
import { rewardsService } from '../../../services/rewards/src/rewards.module.ts';

/** What each service reads from its environment. */
export const configs: Readonly<Record<string, z.ZodObject>> = {
  campaigns: campaignsService.process.config,
  checkout: checkoutService.process.config,
  feedback: feedbackService.process.config,
  imports: importsService.process.config,
  gateway: gatewayConfig,
  ledger: ledgerService.process.config,
  membership: membershipService.process.config,
  rewards: rewardsService.process.config,
};

/** Topics that each service publishes on or reads, its own first; the gateway follows what it tells live. */
export const topicsOf: Readonly<Record<string, readonly string[]>> = {
  campaigns: campaignsService.process.topics,
  checkout: checkoutService.process.topics,
  feedback: feedbackService.process.topics,
  imports: importsService.process.topics,
  gateway: liveTopics,
  ledger: ledgerService.process.topics,
  membership: membershipService.process.topics,
  rewards: rewardsService.process.topics,
};

export const services = Object.keys(configs);

/** Names that every process reads beside those of its service. */
export const processSettings = Object.keys(processShape);

/** The services that `service` calls, by its configuration. */
export const calledBy = (service: string): string[] =>
  services.filter((name) => `${name.toUpperCase()}_URL` in (configs[service]?.shape ?? {}));
