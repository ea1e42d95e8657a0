export type * from './fact.ts';
export { factSchema } from './fact-store.ts';
export type { Place } from './place.ts';
export * from './projection.ts';
