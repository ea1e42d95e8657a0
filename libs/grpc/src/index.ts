export * from './client.ts';
export * from './serve.ts';
export * from './status.ts';
export * from './key-of.ts';
