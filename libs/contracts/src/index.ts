export * from './topics.ts';
export * from './envelope.ts';
export * from './before-effects.ts';
export * from './sale-events.ts';
export * from './unread-terms.ts';
export { descriptorSet } from './generated/descriptor-set.ts';
export { callers } from './generated/callers.ts';
export { copiesOf, type Copy, type RpcCopies } from './copies.ts';
