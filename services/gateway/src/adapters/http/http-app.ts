import multipart from '@fastify/multipart';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventStream } from '@vafa/events';
import type { Logger } from '@vafa/telemetry';
import type { FastifyInstance } from 'fastify';
import { ApiKeys } from '../../use-cases/api-keys.ts';
import { Clubs } from '../grpc/clubs.ts';
import type { Requests } from '../../use-cases/requests.ts';
import type { Services } from '../grpc/services.ts';
import { SubmitSales } from '../grpc/submit-sales.ts';
import { SummariseClub } from '../grpc/summarise-club.ts';
import { AccessGuard } from './access-guard.ts';
import { ClubsController } from './clubs/clubs-controller.ts';
import { fastifyAdapter } from './fastify-instance.ts';
import { ComplaintsController } from './feedback/complaints-controller.ts';
import { SurveysController } from './feedback/surveys-controller.ts';
import { IdempotencyInterceptor } from './idempotency-interceptor.ts';
import { ImportsController } from './imports/imports-controller.ts';
import { MembersController } from './members/members-controller.ts';
import { Once } from './once.ts';
import { openApiDocument, serveOpenApi } from './openapi.ts';
import { ApiKeysController } from './operations/api-keys-controller.ts';
import { BooksController, STREAM } from './operations/books-controller.ts';
import { LedgerBooksController } from './operations/ledger-books-controller.ts';
import { LedgerSettlementsController } from './operations/ledger-settlements-controller.ts';
import { HealthController, READINESS, type Readiness } from './operations/health-controller.ts';
import { UnitsController } from './operations/units-controller.ts';
import { SummaryController } from './operations/summary-controller.ts';
import { ProblemFilter } from './problem-filter.ts';
import { RewardsController } from './rewards/rewards-controller.ts';
import { RulesController } from './rules/rules-controller.ts';
import { SchemaPipe } from './schema-pipe.ts';
import { SERVICES } from './services-token.ts';
import { SaleBatchesController } from './sessions/sale-batches-controller.ts';
import { SessionsController } from './sessions/sessions-controller.ts';

/** What the controllers are made of. */
export interface HttpParts {
  readonly services: Services;
  readonly clubs: Clubs;
  readonly apiKeys: ApiKeys;
  readonly requests: Requests;
  readonly stream: EventStream;
  readonly readiness: Readiness;
  readonly log: Logger;
}

@Module({})
class HttpModule {}

const controllers = [
  ClubsController,
  MembersController,
  SessionsController,
  SaleBatchesController,
  RewardsController,
  RulesController,
  SurveysController,
  ComplaintsController,
  ImportsController,
  SummaryController,
  ApiKeysController,
  BooksController,
  LedgerBooksController,
  LedgerSettlementsController,
  UnitsController,
  HealthController,
];

const httpModule = (parts: HttpParts, once: Once): DynamicModule => {
  const providers: Provider[] = [
    { provide: SERVICES, useValue: parts.services },
    { provide: STREAM, useValue: parts.stream },
    { provide: READINESS, useValue: parts.readiness },
    { provide: Clubs, useValue: parts.clubs },
    { provide: ApiKeys, useValue: parts.apiKeys },
    { provide: Once, useValue: once },
    { provide: SubmitSales, useValue: new SubmitSales(parts.services, parts.clubs) },
    { provide: SummariseClub, useValue: new SummariseClub(parts.services) },
  ];
  return { module: HttpModule, controllers, providers };
};

/** The REST application, ready to listen or to be asked in a test. */
export const httpApp = async (parts: HttpParts): Promise<NestFastifyApplication> => {
  const once = new Once(parts.requests, parts.log);
  const app = await NestFactory.create<NestFastifyApplication>(httpModule(parts, once), fastifyAdapter(), { logger: false, bodyParser: false, abortOnError: false });
  await app.register(multipart);
  app.useGlobalGuards(new AccessGuard(parts.apiKeys, parts.clubs));
  app.useGlobalInterceptors(new IdempotencyInterceptor(once));
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter(parts.log));
  serveOpenApi(app, app.getHttpAdapter().getInstance() as unknown as FastifyInstance, openApiDocument(app));
  await app.init();
  return app;
};
