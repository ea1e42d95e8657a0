export * from './topics.ts';
export * from './envelope.ts';
export * from './before-effects.ts';
export { descriptorSet } from './generated/descriptor-set.ts';
