export * from './exit-codes.ts';
export * from './open-engines.ts';
export * from './process-config.ts';
export * from './run-service.ts';
export * from './start-failure.ts';
export * from './stop-on-signal.ts';
export * from './sweeper.ts';
