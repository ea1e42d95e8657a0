export { connectGrpc, type CallOptions, type Client, type ClientOptions, type RpcDefinition } from './client.ts';
export * from './server-streams.ts';
export * from './serve.ts';
export * from './status.ts';
export * from './key-of.ts';
export { paced, type AnsweredCall } from './paced.ts';
export { branchesOfCall, mayTouchBranch } from './caller-branches.ts';
