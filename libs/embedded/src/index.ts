export { openEmbedded } from './open-embedded.ts';
export type { Embedded } from './open-embedded.ts';
