import { topics } from '@vafa/contracts';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { indexed } from '@vafa/mongo';
import { defineService } from '@vafa/process';
import { CampaignsController } from './adapters/grpc/campaigns.controller.ts';
import { PromotionsController } from './adapters/grpc/promotions.controller.ts';
import { keepSnapshots } from './adapters/membership/keep-snapshots.ts';
import { modelsOf, storesOf } from './adapters/mongo/stores.ts';
import { composeUseCases } from './compose.ts';

export const campaignsService = defineService({
  name: 'campaigns',
  topic: topics.campaigns,
  reads: [topics.membership, topics.checkout],
  calls: { membership: MembershipServiceService },
  controllers: [CampaignsController, PromotionsController],
  open: (connection) => indexed(modelsOf(connection)),
  compose: ({ collections, documents, clients, stream, alone, clock }) => {
    const { stores, outboxes } = storesOf(collections, documents);
    const { snapshots, following } = keepSnapshots(clients.membership, stream, clock);
    return { useCases: composeUseCases({ ...stores, snapshots, alone, clock }), outboxes, timers: [following] };
  },
});
