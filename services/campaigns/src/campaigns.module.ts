import { topics } from '@vafa/contracts';
import { Claims, indexed, MongoCommands } from '@vafa/mongo';
import { defineService } from '@vafa/process';
import { CampaignsController } from './adapters/grpc/campaigns.controller.ts';
import { PromotionsController } from './adapters/grpc/promotions.controller.ts';
import { MongoPromotionDrafts } from './adapters/mongo/mongo-promotion-drafts.ts';
import { MongoPromotionSteps } from './adapters/mongo/mongo-promotion-steps.ts';
import { MongoRulePublications } from './adapters/mongo/mongo-rule-publications.ts';
import { promotionModels, type DraftDocumentState, type StepDocumentState } from './adapters/mongo/promotion-models.ts';
import { publicationModel, type PublicationState } from './adapters/mongo/rule-publications.ts';
import { composeUseCases } from './compose.ts';

export const campaignsService = defineService({
  name: 'campaigns',
  topic: topics.campaigns,
  controllers: [CampaignsController, PromotionsController],
  open: (connection) => indexed({ publications: publicationModel(connection), ...promotionModels(connection) }),
  compose: ({ collections, documents, alone, clock }) => {
    const publications = documents<PublicationState>(collections.publications);
    const steps = documents<StepDocumentState>(collections.promotionSteps);
    const useCases = composeUseCases({
      published: new MongoRulePublications(publications),
      drafts: new MongoPromotionDrafts(documents<DraftDocumentState>(collections.promotions)),
      steps: new MongoPromotionSteps(steps),
      commands: new MongoCommands(new Claims(collections.commandKeys)),
      alone,
      clock,
    });
    return { useCases, outboxes: [publications, steps] };
  },
});
