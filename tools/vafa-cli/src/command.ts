import type { ParseArgsConfig } from 'node:util';
import type { RestApi } from './rest-api.ts';

export interface Call {
  readonly api: RestApi;
  /** What stands after the command's words. */
  readonly names: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly json: boolean;
}

/** What a command answers: `value` with --json, `text` for people; not ok ends with exit code 1. */
export interface Answer {
  readonly value: unknown;
  readonly text: string;
  readonly ok: boolean;
  /** It has written its answer to standard output itself. */
  readonly isPrinted?: boolean;
}

export interface Command {
  readonly words: readonly string[];
  readonly usage: string;
  readonly about: string;
  /** How many names it takes. */
  readonly names: number;
  readonly options?: ParseArgsConfig['options'];
  /** A line for each option. */
  readonly optionsHelp?: readonly string[];
  run(call: Call): Promise<Answer>;
}
