import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import { runService } from '@vafa/process';
import { checkoutConfig } from './checkout.config.ts';
import { prepareCheckout, startCheckout } from './checkout.module.ts';

await runService({
  name: 'checkout',
  config: checkoutConfig,
  topics: [topics.checkout],
  start: (config, ground) =>
    startCheckout({ ...ground, grpcUrl: config.GRPC_URL, holdMs: config.HOLD_SECONDS * 1_000, clients: { campaigns: config.CAMPAIGNS_URL, ledger: config.LEDGER_URL } }),
  prepare: prepareCheckout,
});
