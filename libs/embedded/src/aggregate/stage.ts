import type { Document } from '../bson/value.ts';
import type { Paced } from '../engine/paced.ts';

/** One step of a pipeline; hands pauses on. */
export type Stage = (source: Paced<Document>) => Paced<Document>;
