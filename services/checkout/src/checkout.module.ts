import { topics } from '@vafa/contracts';
import { CampaignsServiceService } from '@vafa/contracts/campaigns';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { indexed } from '@vafa/mongo';
import { defineService } from '@vafa/process';
import { CheckoutController } from './adapters/grpc/checkout.controller.ts';
import { modelsOf } from './adapters/mongo/models.ts';
import { openStores } from './adapters/mongo/stores.ts';
import { knowGoods, portsOf } from './adapters/ports.ts';
import { endOverdue } from './adapters/timer/end-overdue.ts';
import { checkoutConfig, checkoutSettings } from './checkout.config.ts';
import { composeCatalogue, composeUseCases } from './compose.ts';
import { EndOverdueSessions } from './use-cases/end-overdue-sessions.ts';

export { checkoutConfig, checkoutSettings } from './checkout.config.ts';

export const checkoutService = defineService({
  name: 'checkout',
  topic: topics.checkout,
  reads: [topics.membership],
  calls: { membership: MembershipServiceService, campaigns: CampaignsServiceService, ledger: LedgerServiceService },
  config: checkoutConfig,
  settings: checkoutSettings,
  controllers: [CheckoutController],
  open: (connection) => indexed(modelsOf(connection)),
  compose: (
    { collections, documents, clients, every, log, alone, clock },
    { holdMs = 15 * 60_000, sweepEveryMs = 5_000 },
  ) => {
    const { ofSales, ofCatalogue, outboxes } = openStores(collections, documents);
    const goods = knowGoods(ofCatalogue, alone, clock);
    const { ports, subscription } = portsOf(ofSales, goods, collections.facts, clients, clock);
    const sweep = every(endOverdue(new EndOverdueSessions(ofSales.sessions, clock), sweepEveryMs, log));
    const useCases = [...Object.values(composeUseCases(ports, holdMs)), ...composeCatalogue(goods.heard(), clock)];
    return { useCases, outboxes, consumes: [subscription], timers: [sweep] };
  },
});
