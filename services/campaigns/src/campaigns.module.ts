import { topics } from '@vafa/contracts';
import { indexed } from '@vafa/mongo';
import { defineService } from '@vafa/process';
import { CampaignsController } from './adapters/grpc/campaigns.controller.ts';
import { MongoRulePublications } from './adapters/mongo/mongo-rule-publications.ts';
import { publicationModel, type PublicationState } from './adapters/mongo/rule-publications.ts';
import { AdjudicateBaskets } from './use-cases/adjudicate-baskets.ts';
import { freshAloneMs, FreshRules } from './use-cases/fresh-rules.ts';
import { ListEarningRules } from './use-cases/list-earning-rules.ts';
import { ListRuleVersions } from './use-cases/list-rule-versions.ts';
import { PublishEarningRule } from './use-cases/publish-earning-rule.ts';
import { TryRules } from './use-cases/try-rules.ts';

export const campaignsService = defineService({
  name: 'campaigns',
  topic: topics.campaigns,
  controllers: [CampaignsController],
  open: (connection) => indexed({ publications: publicationModel(connection) }),
  compose: ({ collections, documents, alone, clock }) => {
    const publications = documents<PublicationState>(collections.publications);
    const published = new MongoRulePublications(publications);
    const rules = new FreshRules(published, clock, alone ? freshAloneMs : undefined);
    return {
      useCases: [
        new PublishEarningRule(published, rules, clock),
        new ListEarningRules(rules),
        new AdjudicateBaskets(rules, clock),
        new TryRules(rules, clock),
        new ListRuleVersions(rules),
      ],
      outboxes: [publications],
    };
  },
});
