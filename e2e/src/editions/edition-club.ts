import type { Rest } from '../rest.ts';

/** A running club of any edition, with the club `demo` made. */
export interface EditionClub {
  /** As the administrator, for the club `demo`. */
  readonly rest: Rest;
  /** What the command line needs lies here. */
  readonly dataFolder: string;
  /** Seconds from the start of the first process until REST answered. */
  readonly readySeconds: number;
  /** Stops it and removes all that it stored. */
  remove(): Promise<void>;
}

/** The engines of the scale edition. */
export interface Engines {
  readonly mongodbUri: string;
  readonly kafkaBrokers: string;
}

/** One way to run the club. */
export interface Edition {
  readonly name: string;
  /** Needs no engines, or those named. */
  start(): Promise<EditionClub>;
}
