export * from './topics.ts';
export * from './envelope.ts';
export { descriptorSet } from './generated/descriptor-set.ts';
