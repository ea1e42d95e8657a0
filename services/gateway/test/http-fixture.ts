import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventStream } from '@vafa/events';
import { ManualClock } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { createLogger } from '@vafa/telemetry';
import { openTestEngine, openTestStream } from '@vafa/testing';
import { httpApp } from '../src/adapters/http/http-app.ts';
import { openCollections, type Collections } from '../src/adapters/mongo/collections.ts';
import { MongoApiKeys } from '../src/adapters/mongo/mongo-api-keys.ts';
import { MongoRequests } from '../src/adapters/mongo/mongo-requests.ts';
import { MongoTasks } from '../src/adapters/mongo/mongo-tasks.ts';
import { MongoUploads } from '../src/adapters/mongo/mongo-uploads.ts';
import { newHolder } from '../src/adapters/process-holder.ts';
import { secrets } from '../src/adapters/secrets.ts';
import { ApiKeys } from '../src/use-cases/api-keys.ts';
import { Clubs } from '../src/adapters/grpc/clubs.ts';
import type { ClubBooks, Reactions } from '../src/use-cases/import-ports.ts';
import { Requests } from '../src/use-cases/requests.ts';
import { RunImport } from '../src/use-cases/run-import.ts';
import { RunImports } from '../src/use-cases/run-imports.ts';
import type { Services } from '../src/adapters/grpc/services.ts';

export interface HttpFixture {
  readonly app: NestFastifyApplication;
  readonly adminKey: string;
  readonly clock: ManualClock;
  readonly collections: Collections;
  readonly stream: EventStream;
  /** What health sees. */
  readonly checks: Record<string, boolean>;
  close(): Promise<void>;
}

const noBooks: ClubBooks = {
  ensureBranches: () => Promise.resolve(new Map()),
  ensureMembers: () => Promise.resolve(new Map()),
  submit: (_task, invoices) => Promise.resolve(invoices.map(() => ({ status: 'accepted', exceptions: [] }))),
};
const noReactions: Reactions = { posted: () => Promise.resolve(0) };

/** The REST application over a database of its own, with the services a test gives it. */
export const openHttpFixture = async (services: Services, books: ClubBooks = noBooks): Promise<HttpFixture> => {
  const engine = await openTestEngine();
  const database = engine.database('gateway');
  const connection = await openDatabase(engine.uri, database);
  const collections = await openCollections(connection.getClient().db(database));
  const clock = new ManualClock('2026-02-01T12:00:00Z');
  const adminKey = secrets.make();
  const stream = await openTestStream(engine);
  const log = createLogger('gateway');
  const checks: Record<string, boolean> = { database: true };
  const uploads = new MongoUploads(collections, clock);
  const tasks = new MongoTasks(collections, () => false);
  const runner = new RunImports(tasks, new RunImport(uploads, books, tasks, noReactions, clock), clock, newHolder(), log);
  const app = await httpApp({
    services,
    clubs: new Clubs(services.membership, clock),
    apiKeys: new ApiKeys(new MongoApiKeys(collections), secrets, secrets.hash(adminKey), clock),
    requests: new Requests(new MongoRequests(collections, newHolder(), () => false), clock),
    uploads,
    tasks,
    runner,
    stream,
    readiness: () => Promise.resolve(checks),
    clock,
    log,
  });
  runner.start();
  const close = async (): Promise<void> => {
    await app.close();
    await runner.stop();
    await stream.close();
    await connection.close();
    await engine.close();
  };
  return { app, adminKey, clock, collections, stream, checks, close };
};
