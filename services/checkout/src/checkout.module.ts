import { Module, type DynamicModule } from '@nestjs/common';
import { descriptorSet, topics } from '@vafa/contracts';
import { CampaignsServiceService } from '@vafa/contracts/campaigns';
import { CHECKOUT_SERVICE_NAME, CheckoutServiceService } from '@vafa/contracts/checkout';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { MongoRelayLeases, Relay, Unrelayed, type EventStream } from '@vafa/events';
import { connectGrpc, serveGrpc, type RunningService } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import { Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { createLogger } from '@vafa/telemetry';
import { GrpcCampaigns } from './adapters/campaigns/grpc-campaigns.ts';
import { sha256 } from './adapters/crypto/sha-256.ts';
import { CheckoutController } from './adapters/grpc/checkout.controller.ts';
import { GrpcPointsLedger } from './adapters/ledger/grpc-points-ledger.ts';
import { BranchBoundSessions } from './adapters/mongo/branch-bound-sessions.ts';
import { modelsOf, type SessionDocumentState } from './adapters/mongo/models.ts';
import { MongoNights } from './adapters/mongo/mongo-nights.ts';
import { MongoReceipts } from './adapters/mongo/mongo-receipts.ts';
import { HoldSweep } from './adapters/timer/hold-sweep.ts';
import { composeUseCases } from './compose.ts';
import { AdjudicateLate } from './use-cases/adjudicate-late.ts';
import { CancelSession } from './use-cases/cancel-session.ts';
import { CloseSession } from './use-cases/close-session.ts';
import { EndOverdueSessions } from './use-cases/end-overdue-sessions.ts';
import { GetSession } from './use-cases/get-session.ts';
import { HoldPoints } from './use-cases/hold-points.ts';
import { MoveSale } from './use-cases/move-sale.ts';
import { PutSession } from './use-cases/put-session.ts';
import { ReturnLines } from './use-cases/return-lines.ts';
import { SubmitBatch } from './use-cases/submit-batch.ts';
import { Summarise } from './use-cases/summarise.ts';

export interface CheckoutOptions {
  /** host:port or unix:/path to listen on. */
  readonly grpcUrl: string;
  readonly mongodbUri: string;
  /** Default vafa_checkout. */
  readonly database?: string;
  readonly stream: EventStream;
  readonly clients: { readonly campaigns: string; readonly ledger: string };
  readonly clock?: Clock;
  /** How long points stay held for a sale that is not closed; default 15 minutes. */
  readonly holdMs?: number;
  /** How often to look for overdue holds; default 5 seconds. */
  readonly sweepEveryMs?: number;
}

const holdMsDefault = 15 * 60_000;
const sweepEveryMsDefault = 5_000;

@Module({})
export class CheckoutModule {
  static with(providers: DynamicModule['providers'] & object): DynamicModule {
    return { module: CheckoutModule, controllers: [CheckoutController], providers };
  }
}

const openModels = async ({ mongodbUri, database = 'vafa_checkout' }: Pick<CheckoutOptions, 'mongodbUri' | 'database'>) => {
  const connection = await openDatabase(mongodbUri, database);
  const models = modelsOf(connection);
  await syncIndexes([models.sessions, models.receipts, models.nights]);
  return { connection, models };
};

/** Creates the collections and their indexes; safe to repeat. */
export const prepareCheckout = async (options: Pick<CheckoutOptions, 'mongodbUri' | 'database'>): Promise<void> => (await openModels(options)).connection.close();

const open = async (options: CheckoutOptions) => {
  const { connection, models } = await openModels(options);
  const documents = new Documents<SessionDocumentState>(models.sessions, topics.checkout, () => {
    relay.wake();
  });
  const relay = new Relay(options.stream, [documents], createLogger('checkout'), new MongoRelayLeases(connection));
  return { connection, relay, unrelayed: new Unrelayed([documents]), sessions: new BranchBoundSessions(models.sessions, documents), receipts: new MongoReceipts(models.receipts), nights: new MongoNights(models.nights) };
};

type Opened = Awaited<ReturnType<typeof open>>;

interface Neighbours {
  readonly campaigns: GrpcCampaigns;
  readonly ledger: GrpcPointsLedger;
}

const provide = ({ unrelayed, ...stored }: Opened, neighbours: Neighbours, clock: Clock, holdMs: number): DynamicModule => {
  const useCases = composeUseCases({ ...stored, ...neighbours, digest: sha256, clock }, holdMs);
  return CheckoutModule.with([
    { provide: PutSession, useValue: useCases.put },
    { provide: GetSession, useValue: useCases.get },
    { provide: HoldPoints, useValue: useCases.hold },
    { provide: CloseSession, useValue: useCases.close },
    { provide: CancelSession, useValue: useCases.cancel },
    { provide: ReturnLines, useValue: useCases.returnLines },
    { provide: SubmitBatch, useValue: useCases.batch },
    { provide: MoveSale, useValue: useCases.move },
    { provide: AdjudicateLate, useValue: useCases.late },
    { provide: Summarise, useValue: useCases.summary },
    { provide: Unrelayed, useValue: unrelayed },
  ]);
};

/** Resolves when it listens. `stop` answers what is in hand, then closes what was opened here; the stream stays open. */
export const startCheckout = async (options: CheckoutOptions): Promise<RunningService> => {
  const clock = options.clock ?? systemClock;
  const opened = await open(options);
  const campaigns = connectGrpc(CampaignsServiceService, options.clients.campaigns);
  const ledger = connectGrpc(LedgerServiceService, options.clients.ledger);
  const neighbours = { campaigns: new GrpcCampaigns(campaigns), ledger: new GrpcPointsLedger(ledger) };
  const module = provide(opened, neighbours, clock, options.holdMs ?? holdMsDefault);
  const sweep = new HoldSweep(new EndOverdueSessions(opened.sessions, clock), options.sweepEveryMs ?? sweepEveryMsDefault);
  opened.relay.start();
  const service = await serveGrpc(module, { url: options.grpcUrl, services: { [`vafa.checkout.v1.${CHECKOUT_SERVICE_NAME}`]: CheckoutServiceService }, descriptorSet });
  sweep.start();
  return {
    stop: async () => {
      await service.stop();
      await sweep.stop();
      await opened.relay.stop();
      campaigns.close();
      ledger.close();
      await opened.connection.close();
    },
  };
};
