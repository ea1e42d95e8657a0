export * from './exit-codes.ts';
export * from './open-engines.ts';
export * from './process-config.ts';
export * from './run-service.ts';
export { identityConfig, servingConfig } from './service-identity.ts';
export * from './start-failure.ts';
export * from './stop-on-signal.ts';
export type { Background } from './service/background.ts';
export { defineService, type Service, type ServiceOptions } from './service/define-service.ts';
export { Opened } from './service/opened.ts';
export { RpcController, type Answers } from './service/rpc-controller.ts';
export { ServiceClock } from './service/service-clock.ts';
export type {
  Calls,
  Composition,
  Parts,
  ServiceDefinition,
  ServiceParts,
  Standing,
} from './service/service-definition.ts';
export { prepareParts, startParts } from './service/start-parts.ts';
export type { Rounds } from './service/timer.ts';
