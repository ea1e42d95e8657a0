import { ReflectionService } from '@grpc/reflection';
import { logVerbosity, Server, ServerCredentials, setLogVerbosity, type ChannelOptions } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer, type PackageDefinition } from '@grpc/proto-loader';
import { HealthImplementation } from 'grpc-health-check';
import type { INestMicroservice, Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { GrpcOptions } from '@nestjs/microservices';
import { admits, type Callers } from './identity/admission.ts';
import type { Identity } from './identity/identity.ts';
import { StatusFilter } from './status-filter.ts';
import { messageBytesMax } from './limits.ts';
import { ContextGuard } from './context/context-guard.ts';
import { openPlain } from './context/context-token.ts';
import type { Copies, LocalServer } from './local/local-server.ts';
import { TracedServer } from './traced-server.ts';
import type { Address } from './way.ts';

export interface GrpcServing {
  /** host:port, or unix:/path; or a server that this process alone reaches. */
  readonly url: Address;
  /** Full service name → generated grpc-js definition. */
  readonly services: Readonly<Record<string, object>>;
  /** FileDescriptorSet of the contracts; reflection answers from it when given, and not at all otherwise. */
  readonly descriptorSet?: Uint8Array | undefined;
  /** Who this service is; none: whoever reaches it may call it, as on a socket of the data folder. */
  readonly identity?: Identity | undefined;
  /** Who may call which rpc, with an identity only; and where requests name clubs. */
  readonly callers?: Callers;
  /** host:port where health alone is answered, without certificates: for who watches the process. */
  readonly healthUrl?: string | undefined;
  /**
   * How old a connection may get before its client is asked to connect anew; default 5 minutes, give or take a
   * tenth. Not for sockets.
   */
  readonly connectionAgeMs?: number;
  /** How an rpc's messages are copied for callers in this process; without it they take the way of their bytes. */
  readonly copiesOf?: (path: string) => Copies | undefined;
}

export interface RunningService {
  /** Answers NOT_SERVING, finishes what is in hand, then closes the module (onModuleDestroy, onApplicationShutdown). */
  stop(): Promise<void>;
}

const packageOf = (service: string): string => service.slice(0, service.lastIndexOf('.'));

const connectionAgeMsDefault = 300_000;
/** What a call in hand gets to finish on a connection that is too old. */
const connectionGraceMs = 30_000;

/** Clients that connect anew look up the name again: that is how they find replicas that came later. */
const connectionOptions = ({ url, connectionAgeMs = connectionAgeMsDefault }: GrpcServing): ChannelOptions =>
  typeof url !== 'string' || url.startsWith('unix:')
    ? {}
    : { 'grpc.max_connection_age_ms': connectionAgeMs, 'grpc.max_connection_age_grace_ms': connectionGraceMs };

const loaded = new WeakMap<Uint8Array, PackageDefinition>();

/**
 * What reflection answers from, loaded once a process. Each type of a definition carries all files of the set,
 * and reflection reads the files of each type that it is given: it is given one.
 */
const contractsOf = (descriptorSet: Uint8Array): PackageDefinition => {
  const known = loaded.get(descriptorSet);
  if (known) return known;
  const contracts = Object.fromEntries(
    Object.entries(loadFileDescriptorSetFromBuffer(Buffer.from(descriptorSet))).slice(0, 1),
  );
  loaded.set(descriptorSet, contracts);
  return contracts;
};

const grpcOptions = (serving: GrpcServing, health: HealthImplementation): GrpcOptions['options'] =>
  ({
    ...(typeof serving.url === 'string' && { url: serving.url }),
    package: [...new Set(Object.keys(serving.services).map(packageOf))],
    packageDefinition: serving.services as unknown as NonNullable<GrpcOptions['options']['packageDefinition']>,
    gracefulShutdown: true,
    maxReceiveMessageLength: messageBytesMax,
    maxSendMessageLength: messageBytesMax,
    channelOptions: connectionOptions(serving),
    ...(serving.identity && { credentials: serving.identity.admitting(serving.callers ?? {}) }),
    onLoadPackageDefinition: (_definition: unknown, server: Pick<Server, 'addService'>) => {
      health.addToServer(server as Server);
      if (!serving.descriptorSet) return;
      new ReflectionService(contractsOf(serving.descriptorSet), {
        services: Object.keys(serving.services),
      }).addToServer(server as Server);
    },
  }) as GrpcOptions['options'];

/** Callers have a name where certificates or this process say it. */
const guardOf = ({ callers = {}, identity, url }: GrpcServing): ContextGuard =>
  new ContextGuard(callers, identity?.open ?? openPlain(), identity !== undefined || typeof url !== 'string');

// What it would write to standard error its callers are told as errors.
setLogVerbosity(logVerbosity.NONE);

/** Answers health alone; the function stops it. */
const serveHealth = async (health: HealthImplementation, url: string | undefined): Promise<() => void> => {
  if (url === undefined) return () => undefined;
  const server = new Server();
  health.addToServer(server);
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(url, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve()));
  });
  return () => server.forceShutdown();
};

const started = async (
  module: Type | DynamicModule,
  serving: GrpcServing,
  health: HealthImplementation,
  local: LocalServer | undefined,
): Promise<INestMicroservice> => {
  const app = await NestFactory.createMicroservice(module, {
    strategy: new TracedServer(grpcOptions(serving, health), guardOf(serving), local),
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new StatusFilter());
  await app.listen();
  local?.listen({ copiesOf: serving.copiesOf ?? (() => undefined), isAllowed: admits(serving.callers ?? {}) });
  return app;
};

/**
 * Starts a Nest gRPC service with health, reflection and the status mapping of DomainErrors; resolves when it
 * listens.
 */
export const serveGrpc = async (
  module: Type | DynamicModule,
  serving: GrpcServing,
): Promise<RunningService & { app: INestMicroservice }> => {
  const names = ['', ...Object.keys(serving.services)];
  const health = new HealthImplementation(Object.fromEntries(names.map((name) => [name, 'SERVING'])));
  const local = typeof serving.url === 'string' ? undefined : serving.url;
  local?.take();
  const app = await started(module, serving, health, local).catch((error: unknown) => {
    local?.forceShutdown();
    throw error;
  });
  const stopHealth = await serveHealth(health, serving.healthUrl).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  return {
    app,
    stop: async () => {
      for (const name of names) health.setStatus(name, 'NOT_SERVING');
      await app.close();
      stopHealth();
    },
  };
};
