import multipart from '@fastify/multipart';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventStream } from '@vafa/events';
import { plainSeal, type Seal } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createLogger, type Logger } from '@vafa/telemetry';
import type { FastifyInstance } from 'fastify';
import type { SignInTimes } from '../../domain/sign-in.ts';
import { ApiKeys } from '../../use-cases/api-keys.ts';
import { ApprovalPolicy } from '../../use-cases/approval-policy.ts';
import type { Approvals } from '../../use-cases/approvals.ts';
import { AuditLog } from '../../use-cases/audit-log.ts';
import { RememberedClubs } from '../grpc/remembered-clubs.ts';
import type { RefusedSales } from '../../use-cases/refused-sales.ts';
import type { Requests } from '../../use-cases/requests.ts';
import { LiveFeed } from '../../use-cases/live-feed.ts';
import { MemberSignIns } from '../../use-cases/member-sign-ins.ts';
import type { IdentityProviders } from '../../use-cases/identity-providers.ts';
import { ProviderSignIns } from '../../use-cases/provider-sign-ins.ts';
import { SignIns } from '../../use-cases/sign-ins.ts';
import type { Staff } from '../../use-cases/staff.ts';
import type { Tills } from '../../use-cases/tills.ts';
import type { OtherServices, Services } from '../grpc/services.ts';
import { ownAnswers } from '../grpc/own-answers.ts';
import { AccessGuard } from './access-guard.ts';
import { logAccess } from './access-log.ts';
import { ApprovalsController } from './approvals/approvals-routes.ts';
import { carryingOut } from './approvals/carry-out.ts';
import { AuditExportController } from './audit/audit-export-controller.ts';
import { AuditController } from './audit/audit-routes.ts';
import { noteRequests } from './audit/note-requests.ts';
import { CatalogueController } from './catalogue/catalogue-routes.ts';
import { ClubsController } from './clubs/clubs-routes.ts';
import { CodeGuard } from './code-guard.ts';
import { routesIn } from './contract/controller-of.ts';
import { connectionLimitsDefault } from './connections.ts';
import { Door } from './door.ts';
import { fastifyAdapter, type FastifySettings } from './fastify-instance.ts';
import { ComplaintsController } from './feedback/complaints.ts';
import { SurveysController } from './feedback/surveys.ts';
import { serveFirstPage } from './first-page.ts';
import { IdempotencyInterceptor } from './idempotency-interceptor.ts';
import { ImportsController } from './imports/imports-controller.ts';
import { TasksController } from './imports/tasks-routes.ts';
import { MeController } from './me/me-routes.ts';
import { MemberSignInController } from './me/member-sign-in-controller.ts';
import { OutboxController } from './me/outbox.ts';
import { SignedInMembers } from './me/signed-in-members.ts';
import { MembersController } from './members/members-routes.ts';
import { Limits, ratesDefault, type Rates } from './limits.ts';
import { Once } from './once.ts';
import { openApiDocument, serveOpenApi } from './openapi.ts';
import { ApiKeysController } from './operations/api-keys.ts';
import { DeadLettersController } from './operations/dead-letters.ts';
import { LIVE_TIMES, LiveController } from './live/live-controller.ts';
import { liveTimesDefault, type LiveTimes } from './live/live-answer.ts';
import { LedgerBooksController, LedgerVerificationController } from './operations/ledger-books-routes.ts';
import { LedgerExportController } from './operations/ledger-export-controller.ts';
import { HealthController, READINESS, type Readiness } from './operations/health-controller.ts';
import { UnitsController } from './operations/units.ts';
import { SummaryController } from './operations/summary.ts';
import { PageTokenInterceptor } from './page-token-interceptor.ts';
import { PageTokens } from './page-tokens.ts';
import type { Pages } from './pages/read-pages.ts';
import { servePages } from './pages/serve-pages.ts';
import { ProblemFilter } from './problem-filter.ts';
import { PromotionsController } from './promotions/promotions-routes.ts';
import { RewardsController } from './rewards/rewards-routes.ts';
import { RulesController } from './rules/rules.ts';
import { noteRoutes } from './route-table.ts';
import { SchemaPipe } from './schema-pipe.ts';
import { CLOCK, SERVICES } from './services-token.ts';
import { RefusedSalesController } from './sessions/refused-sales.ts';
import { SessionsController } from './sessions/sessions-routes.ts';
import { IdentityProvidersController } from './staff/identity-providers-routes.ts';
import { People } from './staff/people.ts';
import { ProviderSignInController } from './staff/provider-sign-in-controller.ts';
import { SignInController } from './staff/sign-in-controller.ts';
import { StaffController } from './staff/staff-routes.ts';
import { TillsController } from './staff/tills-routes.ts';

/** How often and how slowly may be asked, and how long sign-ins last; defaults in docs/limits.md. */
export type EdgeSettings = Partial<Omit<FastifySettings, 'seal'>> & {
  readonly rates?: Rates;
  readonly signInTimes?: SignInTimes;
  readonly liveTimes?: LiveTimes;
};

/** What the controllers are made of. */
export interface HttpParts {
  readonly services: OtherServices;
  readonly clubs: RememberedClubs;
  readonly apiKeys: ApiKeys;
  readonly signIns: SignIns;
  readonly memberSignIns: MemberSignIns;
  readonly staff: Staff;
  readonly identityProviders: IdentityProviders;
  readonly providerSignIns: ProviderSignIns;
  readonly audit: AuditLog;
  readonly approvals: Approvals;
  readonly policy: ApprovalPolicy;
  readonly tills: Tills;
  readonly refusedSales: RefusedSales;
  readonly requests: Requests;
  readonly stream: EventStream;
  readonly live: LiveFeed;
  readonly readiness: Readiness;
  readonly clock: Clock;
  readonly log: Logger;
  /** Says to services for whom they are asked. */
  readonly seal: Seal;
  /** Seals page tokens. */
  readonly gatewaySecret: Uint8Array;
  /** The web app; without it nothing is at its addresses. */
  readonly pages?: Pages;
  readonly edge?: EdgeSettings;
}

@Module({})
class HttpModule {}

const controllers = [
  ClubsController,
  MembersController,
  SessionsController,
  RefusedSalesController,
  CatalogueController,
  RewardsController,
  RulesController,
  PromotionsController,
  SurveysController,
  ComplaintsController,
  ImportsController,
  TasksController,
  SummaryController,
  LiveController,
  ApiKeysController,
  SignInController,
  ProviderSignInController,
  StaffController,
  IdentityProvidersController,
  TillsController,
  ApprovalsController,
  AuditExportController,
  MemberSignInController,
  MeController,
  OutboxController,
  AuditController,
  LedgerVerificationController,
  DeadLettersController,
  LedgerBooksController,
  LedgerExportController,
  UnitsController,
  HealthController,
];

const servicesOf = (parts: HttpParts): Services => ({ ...parts.services, gateway: ownAnswers(parts) });

const httpModule = (parts: HttpParts, services: Services, once: Once, limits: Limits): DynamicModule => {
  const providers: Provider[] = [
    { provide: SERVICES, useValue: services },
    { provide: CLOCK, useValue: parts.clock },
    { provide: READINESS, useValue: parts.readiness },
    { provide: RememberedClubs, useValue: parts.clubs },
    { provide: SignIns, useValue: parts.signIns },
    { provide: ProviderSignIns, useValue: parts.providerSignIns },
    { provide: MemberSignIns, useValue: parts.memberSignIns },
    { provide: AuditLog, useValue: parts.audit },
    { provide: ApiKeys, useValue: parts.apiKeys },
    { provide: LiveFeed, useValue: parts.live },
    { provide: LIVE_TIMES, useValue: parts.edge?.liveTimes ?? liveTimesDefault },
    { provide: Once, useValue: once },
    { provide: Limits, useValue: limits },
  ];
  return { module: HttpModule, controllers, providers };
};

/** The OpenAPI document alone; nothing is asked, opened or listened to for it. */
export const describeHttp = async (): Promise<OpenAPIObject> => {
  const parts = {
    services: {},
    clubs: {},
    apiKeys: {},
    signIns: {},
    memberSignIns: {},
    staff: {},
    identityProviders: {},
    providerSignIns: {},
    audit: {},
    approvals: {},
    policy: {},
    tills: {},
    requests: {},
    stream: {},
    live: {},
    readiness: {},
    clock: systemClock,
  } as HttpParts;
  const limits = new Limits(ratesDefault, systemClock);
  const once = new Once(parts.requests, createLogger('gateway'));
  const adapter = fastifyAdapter({ limits: connectionLimitsDefault, trustedProxies: [], seal: plainSeal });
  const app = await NestFactory.create(httpModule(parts, servicesOf(parts), once, limits), adapter, {
    logger: false,
    abortOnError: false,
  });
  return openApiDocument(app);
};

/** The REST application, ready to listen or to be asked in a test. */
export const httpApp = async (parts: HttpParts): Promise<NestFastifyApplication> => {
  const { clubs, apiKeys, clock, log, pages = new Map(), edge = {} } = parts;
  const once = new Once(parts.requests, log);
  const limits = new Limits(edge.rates ?? ratesDefault, clock);
  const adapter = fastifyAdapter({
    limits: edge.limits ?? connectionLimitsDefault,
    trustedProxies: edge.trustedProxies ?? [],
    seal: parts.seal,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  noteRoutes(fastify, controllers);
  logAccess(fastify, log, clock);
  noteRequests(fastify, parts.audit, log, clock);
  // Before the server waits for its connections.
  fastify.addHook('preClose', () => parts.live.stop());
  const people = new People(parts.signIns, limits);
  new Door(apiKeys, people, new SignedInMembers(parts.memberSignIns, limits), clubs, parts.policy, limits).guard(
    fastify,
  );
  const services = servicesOf(parts);
  parts.approvals.carriedOutBy(
    carryingOut(routesIn(controllers), { services, clubs, limits, clock, seal: parts.seal }),
  );
  const app = await NestFactory.create<NestFastifyApplication>(httpModule(parts, services, once, limits), adapter, {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  await app.register(multipart);
  app.useGlobalGuards(new AccessGuard(), new CodeGuard(parts.services.rewards, limits));
  app.useGlobalInterceptors(
    new PageTokenInterceptor(new PageTokens(parts.gatewaySecret)),
    new IdempotencyInterceptor(once),
  );
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter(log));
  serveFirstPage(fastify, pages.size > 0);
  servePages(fastify, pages, clubs);
  serveOpenApi(app, fastify);
  await app.init();
  return app;
};
