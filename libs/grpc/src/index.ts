export { connectGrpc, type CallOptions, type Client, type ClientOptions, type RpcDefinition } from './client.ts';
export type { Address } from './way.ts';
export { LocalServer, type Copies } from './local/local-server.ts';
export * from './server-streams.ts';
export * from './serve.ts';
export * from './status.ts';
export * from './key-of.ts';
export { paced, type AnsweredCall } from './paced.ts';
export {
  actingFor,
  branchesOfCall,
  contextOfCall,
  forNobody,
  mayTouchBranch,
  sealing,
} from './context/current-context.ts';
export { plainSeal, type Seal } from './context/context-token.ts';
export type { CallContext } from './context/call-context.ts';
export { openIdentity, type Identity } from './identity/identity.ts';
export type { Callers, RpcAccess } from './identity/admission.ts';
export { makeCertificates } from './certificates/make-certificates.ts';
