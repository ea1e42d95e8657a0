export { openEmbedded } from './open-embedded.ts';
export type { Embedded, EmbeddedOptions } from './open-embedded.ts';
