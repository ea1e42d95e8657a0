import { topics } from '@vafa/contracts';
import { CampaignsServiceService } from '@vafa/contracts/campaigns';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { Claims, indexed, MongoCommands } from '@vafa/mongo';
import { defineService } from '@vafa/process';
import { CheckoutController } from './adapters/grpc/checkout.controller.ts';
import { modelsOf, type CatalogueState, type GoodState, type SessionDocumentState } from './adapters/mongo/models.ts';
import { MongoCatalogues } from './adapters/mongo/mongo-catalogues.ts';
import { MongoGoods } from './adapters/mongo/mongo-goods.ts';
import { sessionsUnderWay, storesOf } from './adapters/mongo/stores.ts';
import { portsOf } from './adapters/ports.ts';
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
  compose: ({ collections, documents, clients, every, log, clock }, { holdMs = 15 * 60_000, sweepEveryMs = 5_000 }) => {
    const outbox = documents<SessionDocumentState>(collections.sessions, sessionsUnderWay);
    const stores = storesOf(collections, outbox);
    const { ports, subscription } = portsOf(stores, collections.facts, clients, clock);
    const sweep = every(endOverdue(new EndOverdueSessions(stores.sessions, clock), sweepEveryMs, log));
    const [goods, catalogues] = [
      documents<GoodState>(collections.goods),
      documents<CatalogueState>(collections.catalogues),
    ];
    const catalogue = composeCatalogue({
      goods: new MongoGoods(goods),
      catalogues: new MongoCatalogues(catalogues),
      commands: new MongoCommands(new Claims(collections.commandKeys)),
      clock,
    });
    return {
      useCases: [...Object.values(composeUseCases(ports, holdMs)), ...catalogue],
      outboxes: [outbox, goods, catalogues],
      consumes: [subscription],
      timers: [sweep],
    };
  },
});
