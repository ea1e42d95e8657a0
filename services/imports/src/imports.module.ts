import { Module, type DynamicModule } from '@nestjs/common';
import { descriptorSet } from '@vafa/contracts';
import { IMPORTS_SERVICE_NAME, ImportsServiceService, VAFA_IMPORTS_V1_PACKAGE_NAME } from '@vafa/contracts/imports';
import { isGone, newHolder, type EventStream } from '@vafa/events';
import { serveGrpc, type RunningService } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { Sweeper } from '@vafa/process';
import { createLogger } from '@vafa/telemetry';
import { ExceptionsFile } from './adapters/csv/exceptions-file.ts';
import { StreamReactions } from './adapters/events/stream-reactions.ts';
import { GrpcClubBooks } from './adapters/grpc/grpc-club-books.ts';
import { GrpcClubs } from './adapters/grpc/grpc-clubs.ts';
import { ImportsController } from './adapters/grpc/imports.controller.ts';
import { connectServices, type ServiceUrls } from './adapters/grpc/services.ts';
import { openCollections } from './adapters/mongo/collections.ts';
import { MongoTasks } from './adapters/mongo/mongo-tasks.ts';
import { MongoUploads } from './adapters/mongo/mongo-uploads.ts';
import { CancelImport } from './use-cases/cancel-import.ts';
import { FindTask } from './use-cases/find-task.ts';
import { ReceiveUpload } from './use-cases/receive-upload.ts';
import { RunImport } from './use-cases/run-import.ts';
import { RunImports } from './use-cases/run-imports.ts';
import { StartImport } from './use-cases/start-import.ts';
import { SweepUploads } from './use-cases/sweep-uploads.ts';

export interface ImportsOptions {
  /** host:port or unix:/path to listen on. */
  readonly grpcUrl: string;
  readonly mongodbUri: string;
  /** Default vafa_imports. */
  readonly database?: string;
  readonly stream: EventStream;
  /** gRPC addresses. */
  readonly clients: ServiceUrls;
  readonly clock?: Clock;
}

@Module({})
export class ImportsModule {
  static with(providers: DynamicModule['providers'] & object): DynamicModule {
    return { module: ImportsModule, controllers: [ImportsController], providers };
  }
}

const open = async ({ mongodbUri, database = 'vafa_imports' }: Pick<ImportsOptions, 'mongodbUri' | 'database'>) => {
  const connection = await openDatabase(mongodbUri, database);
  return { connection, collections: await openCollections(connection.getClient().db(database)) };
};

/** Creates the collections and their indexes; safe to repeat. */
export const prepareImports = async (options: Pick<ImportsOptions, 'mongodbUri' | 'database'>): Promise<void> => (await open(options)).connection.close();

/** Resolves when it listens; interrupted imports go on by themselves. `stop` finishes the batches in flight; the stream stays open. */
export const startImports = async (options: ImportsOptions): Promise<RunningService> => {
  const { clock = systemClock, stream } = options;
  const log = createLogger('imports');
  const { connection, collections } = await open(options);
  const connected = connectServices(options.clients);
  const { services } = connected;
  const tasks = new MongoTasks(collections, isGone);
  const uploads = new MongoUploads(collections);
  const clubs = new GrpcClubs(services.membership);
  const runImport = new RunImport(uploads, new GrpcClubBooks(services), tasks, new StreamReactions(stream, services), clock);
  const runner = new RunImports(tasks, runImport, clock, newHolder(), log);
  const sweepUploads = new SweepUploads(uploads, tasks, clock);
  const sweeper = new Sweeper([() => sweepUploads.execute()], log);
  const receiveUpload = new ReceiveUpload(uploads, tasks, clubs, clock);
  const module = ImportsModule.with([
    { provide: ReceiveUpload, useValue: receiveUpload },
    { provide: StartImport, useValue: new StartImport(tasks, receiveUpload, clubs, clock, () => runner.wake()) },
    { provide: FindTask, useValue: new FindTask(tasks) },
    { provide: CancelImport, useValue: new CancelImport(tasks, uploads, clock) },
    { provide: ExceptionsFile, useValue: new ExceptionsFile(tasks) },
  ]);
  const service = await serveGrpc(module, { url: options.grpcUrl, services: { [`${VAFA_IMPORTS_V1_PACKAGE_NAME}.${IMPORTS_SERVICE_NAME}`]: ImportsServiceService }, descriptorSet });
  runner.start();
  sweeper.start();
  return {
    stop: async () => {
      await service.stop();
      await runner.stop();
      await sweeper.stop();
      connected.close();
      await connection.close();
    },
  };
};
