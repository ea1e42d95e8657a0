import { Module, type DynamicModule } from '@nestjs/common';
import { descriptorSet } from '@vafa/contracts';
import { IMPORTS_SERVICE_NAME, ImportsServiceService, VAFA_IMPORTS_V1_PACKAGE_NAME } from '@vafa/contracts/imports';
import { isGone, newHolder, type EventStream } from '@vafa/events';
import { serveGrpc, type RunningService } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { Sweeper } from '@vafa/process';
import { createLogger, type Logger } from '@vafa/telemetry';
import { ExceptionsFile } from './adapters/csv/exceptions-file.ts';
import { StreamReactions } from './adapters/events/stream-reactions.ts';
import { GrpcClubBooks } from './adapters/grpc/grpc-club-books.ts';
import { GrpcClubs } from './adapters/grpc/grpc-clubs.ts';
import { ImportsController } from './adapters/grpc/imports.controller.ts';
import { connectServices, type Services, type ServiceUrls } from './adapters/grpc/services.ts';
import { openCollections, type Collections } from './adapters/mongo/collections.ts';
import { MongoSources } from './adapters/mongo/mongo-sources.ts';
import { MongoTasks } from './adapters/mongo/mongo-tasks.ts';
import { MongoUploads } from './adapters/mongo/mongo-uploads.ts';
import { StoredReading } from './adapters/reading/stored-reading.ts';
import type { FileReader } from './reading/reading.ts';
import { ThreadedReader } from './reading/thread/threaded-reader.ts';
import { ChangeTask } from './use-cases/change-task.ts';
import { FindTask } from './use-cases/find-task.ts';
import { InspectFile } from './use-cases/inspect-file.ts';
import { KeepSources } from './use-cases/keep-sources.ts';
import { PreviewImport } from './use-cases/preview-import.ts';
import { ReceiveUpload } from './use-cases/receive-upload.ts';
import { RunImport } from './use-cases/run-import.ts';
import { RunImports } from './use-cases/run-imports.ts';
import { StartImport } from './use-cases/start-import.ts';
import { SubmitReceipts } from './use-cases/submit-receipts.ts';
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
  /** Default: one that reads in threads of its own. */
  readonly reader?: FileReader;
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

const storesOf = (collections: Collections) => ({ tasks: new MongoTasks(collections, isGone), uploads: new MongoUploads(collections), sources: new MongoSources(collections) });

/** The use cases over the stores and the other services. */
const compose = ({ tasks, uploads, sources }: ReturnType<typeof storesOf>, services: Services, { stream, reader, clock = systemClock }: ImportsOptions, log: Logger) => {
  const clubs = new GrpcClubs(services.membership);
  const books = new GrpcClubBooks(services);
  const reading = new StoredReading(uploads, reader ?? new ThreadedReader());
  const inspect = new InspectFile(reading, sources, books, clock);
  const receive = new ReceiveUpload(uploads, tasks, clubs, clock);
  const run = new RunImport({ reading, inspect, sources, files: uploads, receipts: new SubmitReceipts(books), tasks, reactions: new StreamReactions(stream, services), clock });
  const runner = new RunImports(tasks, run, clock, newHolder(), log);
  const wake = (): void => runner.wake();
  const change = new ChangeTask(tasks, uploads, receive, clock, wake);
  const sweepUploads = new SweepUploads(uploads, tasks, clock);
  return {
    runner,
    sweeper: new Sweeper([() => sweepUploads.execute(), () => change.sweep()], log),
    providers: [
      { provide: ReceiveUpload, useValue: receive },
      { provide: StartImport, useValue: new StartImport(tasks, receive, clubs, clock, wake) },
      { provide: PreviewImport, useValue: new PreviewImport(reading, inspect, receive, books, clubs, clock) },
      { provide: FindTask, useValue: new FindTask(tasks) },
      { provide: ChangeTask, useValue: change },
      { provide: KeepSources, useValue: new KeepSources(sources, clock) },
      { provide: ExceptionsFile, useValue: new ExceptionsFile(tasks) },
    ],
  };
};

/** Resolves when it listens; interrupted imports go on by themselves. `stop` finishes the batches in flight; the stream stays open. */
export const startImports = async (options: ImportsOptions): Promise<RunningService> => {
  const log = createLogger('imports');
  const { connection, collections } = await open(options);
  const connected = connectServices(options.clients);
  const { runner, sweeper, providers } = compose(storesOf(collections), connected.services, options, log);
  const services = { [`${VAFA_IMPORTS_V1_PACKAGE_NAME}.${IMPORTS_SERVICE_NAME}`]: ImportsServiceService };
  const service = await serveGrpc(ImportsModule.with(providers), { url: options.grpcUrl, services, descriptorSet });
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
