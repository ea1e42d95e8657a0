import { Claims, MongoCommands } from '@vafa/mongo';
import type { Parts } from '@vafa/process';
import type { Connection } from 'mongoose';
import { MongoPromotionDrafts } from './mongo-promotion-drafts.ts';
import { MongoPromotionSteps } from './mongo-promotion-steps.ts';
import { MongoRulePublications } from './mongo-rule-publications.ts';
import { promotionModels, type DraftDocumentState, type StepDocumentState } from './promotion-models.ts';
import { publicationModel, type PublicationState } from './rule-publications.ts';

export const modelsOf = (connection: Connection) => ({
  publications: publicationModel(connection),
  ...promotionModels(connection),
});

type Models = ReturnType<typeof modelsOf>;

/** The stores on their collections, and those whose events are relayed. */
export const storesOf = (models: Models, documents: Parts<Models, Record<never, never>>['documents']) => {
  const publications = documents<PublicationState>(models.publications);
  const steps = documents<StepDocumentState>(models.promotionSteps);
  const stores = {
    published: new MongoRulePublications(publications),
    drafts: new MongoPromotionDrafts(documents<DraftDocumentState>(models.promotions)),
    steps: new MongoPromotionSteps(steps),
    commands: new MongoCommands(new Claims(models.commandKeys)),
  };
  return { stores, outboxes: [publications, steps] };
};
