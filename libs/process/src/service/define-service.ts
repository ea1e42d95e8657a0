import { grpcTarget } from '@vafa/config';
import { Module, type Type } from '@nestjs/common';
import { callers, copiesOf, descriptorSet } from '@vafa/contracts';
import { serveGrpc, type Address, type Identity, type RunningService } from '@vafa/grpc';
import { z } from 'zod';
import type { ServiceProcess } from '../run-service.ts';
import { servingConfig } from '../service-identity.ts';
import { serviceNameOf } from './bind-rpcs.ts';
import { relayStatusController } from './relay-status.ts';
import { definitionOf } from './rpc-controller.ts';
import { ServiceClock } from './service-clock.ts';
import type { Calls, Place, ServiceDefinition, Standing } from './service-definition.ts';
import { prepareParts, startParts, type Serve } from './start-parts.ts';

/** How others reach it. */
interface Reached {
  /** host:port or unix:/path to listen on, or a server that this process alone reaches. */
  readonly grpcUrl: Address;
  /** host:port where health alone is answered, without certificates. */
  readonly healthUrl?: string | undefined;
  /** Answers what rpcs and messages there are; default false. */
  readonly reflection?: boolean;
  readonly identity?: Identity | undefined;
}

export type ServiceOptions<S extends object, C extends Calls> = Standing<C> & S & Reached;

/** A service that can be started, as often as replicas are wanted. */
export interface Service<S extends object, C extends Calls> {
  readonly name: string;
  /** Resolves when it listens and consumes. */
  start(options: ServiceOptions<S, C>): Promise<RunningService>;
  /** Creates the collections and their indexes; safe to repeat. */
  prepare(place: Place): Promise<void>;
  /** The service as a process of its own. */
  readonly process: ServiceProcess<z.ZodRawShape>;
}

const addressName = (service: string): string => `${service.toUpperCase().replaceAll('-', '_')}_URL`;

@Module({})
class ServiceModule {}

/** Serves the controllers; each use case is given to them by its class. */
const serveControllers =
  (controllers: readonly Type[], { grpcUrl: url, healthUrl, reflection, identity }: Reached): Serve =>
  ({ useCases }, { clock, unrelayed }) => {
    const definitions = controllers.map(definitionOf);
    const ofRelay = definitions.flatMap((definition) => relayStatusController(definition, unrelayed) ?? []);
    const providers = [...useCases, new ServiceClock(clock)].map((useCase) => ({
      provide: useCase.constructor,
      useValue: useCase,
    }));
    const services = Object.fromEntries(definitions.map((definition) => [serviceNameOf(definition), definition]));
    return serveGrpc(
      { module: ServiceModule, controllers: [...controllers, ...ofRelay], providers },
      { url, services, callers, copiesOf, identity, healthUrl, descriptorSet: reflection ? descriptorSet : undefined },
    );
  };

/** A service by what it is made of. The rest is the same for all: see startParts, and docs/adr/0052. */
export const defineService = <
  E extends z.ZodRawShape,
  M,
  S extends object = object,
  C extends Calls = Record<never, never>,
>(
  definition: ServiceDefinition<E, S, M, C>,
): Service<S, C> => {
  const { name, topic, reads = [], calls = {}, controllers, settings } = definition;
  const prepare = prepareParts(definition);
  const start = (options: ServiceOptions<S, C>): Promise<RunningService> =>
    startParts(definition, options, serveControllers(controllers, options));
  const called = Object.keys(calls);
  const config = z.object({
    ...servingConfig.shape,
    ...Object.fromEntries(called.map((each) => [addressName(each), grpcTarget])),
    ...definition.config?.shape,
  });
  const process: ServiceProcess<z.ZodRawShape> = {
    name,
    config,
    topics: [...(topic === undefined ? [] : [topic]), ...reads],
    start: (read, ground) => {
      const environment = read as Record<string, string>;
      const { GRPC_URL: grpcUrl, GRPC_HEALTH_URL: healthUrl, GRPC_REFLECTION: reflection } = read;
      const clients = Object.fromEntries(called.map((each) => [each, environment[addressName(each)]]));
      const own = settings?.(read as z.infer<z.ZodObject<E>>) ?? {};
      const reached = { ...ground, grpcUrl, healthUrl, reflection, clients };
      return start({ ...reached, ...own } as unknown as ServiceOptions<S, C>);
    },
    prepare,
  };
  return { name, start, prepare, process };
};
