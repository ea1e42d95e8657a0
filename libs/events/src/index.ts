export * from './consumer/dead-letter-store.ts';
export * from './consumer/positioned.ts';
export * from './log/log-store.ts';
export * from './log/log-stream.ts';
export * from './log/stored-stream.ts';
export type * from './outbox.ts';
export type * from './port.ts';
export * from './relay.ts';
export * from './unrelayed.ts';
