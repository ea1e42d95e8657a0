import { Module, type DynamicModule } from '@nestjs/common';
import { descriptorSet, topics } from '@vafa/contracts';
import { CAMPAIGNS_SERVICE_NAME, CampaignsServiceService } from '@vafa/contracts/campaigns';
import { MongoRelayLeases, Relay, type EventStream } from '@vafa/events';
import { serveGrpc, type RunningService } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import { Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { createLogger } from '@vafa/telemetry';
import { CampaignsController } from './adapters/grpc/campaigns.controller.ts';
import { MongoRuleJournal } from './adapters/mongo/mongo-rule-journal.ts';
import { publicationModel, type PublicationState } from './adapters/mongo/rule-publications.ts';
import { AdjudicateBaskets } from './use-cases/adjudicate-baskets.ts';
import { FreshRules } from './use-cases/fresh-rules.ts';
import { ListEarningRules } from './use-cases/list-earning-rules.ts';
import { PublishEarningRule } from './use-cases/publish-earning-rule.ts';

export interface CampaignsOptions {
  /** host:port or unix:/path to listen on. */
  readonly grpcUrl: string;
  readonly mongodbUri: string;
  /** Default vafa_campaigns. */
  readonly database?: string;
  readonly stream: EventStream;
  readonly clock?: Clock;
}

@Module({})
export class CampaignsModule {
  static with(journal: MongoRuleJournal, clock: Clock): DynamicModule {
    const rules = new FreshRules(journal, clock);
    return {
      module: CampaignsModule,
      controllers: [CampaignsController],
      providers: [
        { provide: MongoRuleJournal, useValue: journal },
        { provide: PublishEarningRule, useValue: new PublishEarningRule(journal, rules, clock) },
        { provide: ListEarningRules, useValue: new ListEarningRules(rules) },
        { provide: AdjudicateBaskets, useValue: new AdjudicateBaskets(rules) },
      ],
    };
  }
}

const openModel = async ({ mongodbUri, database = 'vafa_campaigns' }: Pick<CampaignsOptions, 'mongodbUri' | 'database'>) => {
  const connection = await openDatabase(mongodbUri, database);
  const model = publicationModel(connection);
  await syncIndexes([model]);
  return { connection, model };
};

/** Creates the collections and their indexes; safe to repeat. */
export const prepareCampaigns = async (options: Pick<CampaignsOptions, 'mongodbUri' | 'database'>): Promise<void> => (await openModel(options)).connection.close();

/** Resolves when it listens. `stop` answers what is in hand, then closes what was opened here; the stream stays open. */
export const startCampaigns = async (options: CampaignsOptions): Promise<RunningService> => {
  const { connection, model } = await openModel(options);
  const publications = new Documents<PublicationState>(model, topics.campaigns, () => {
    relay.wake();
  });
  const relay = new Relay(options.stream, [publications], createLogger('campaigns'), new MongoRelayLeases(connection));
  relay.start();
  const module = CampaignsModule.with(new MongoRuleJournal(publications), options.clock ?? systemClock);
  const services = { [`${topics.campaigns}.${CAMPAIGNS_SERVICE_NAME}`]: CampaignsServiceService };
  const service = await serveGrpc(module, { url: options.grpcUrl, services, descriptorSet });
  return {
    stop: async () => {
      await service.stop();
      await relay.stop();
      await connection.close();
    },
  };
};
