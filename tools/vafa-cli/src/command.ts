import type { ParseArgsConfig } from 'node:util';
import type { Client } from '@vafa/client';

/** A call that needs no running club. */
export interface FolderCall {
  /** Absolute path. */
  readonly dataFolder: string;
  /** What stands after the command's words. */
  readonly names: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly json: boolean;
}

export interface Call extends FolderCall {
  readonly api: Client;
}

/** What a command answers: `value` with --json, `text` for people; not ok ends with exit code 1. */
export interface Answer {
  readonly value: unknown;
  readonly text: string;
  readonly ok: boolean;
  /** It has written its answer to standard output itself. */
  readonly isPrinted?: boolean;
}

interface Described {
  readonly words: readonly string[];
  readonly usage: string;
  readonly about: string;
  /** How many names it takes. */
  readonly names: number;
  readonly options?: ParseArgsConfig['options'];
  /** A line for each option. */
  readonly optionsHelp?: readonly string[];
}

/** Asks a running club. */
export interface Command extends Described {
  run(call: Call): Promise<Answer>;
}

/** Works on a data folder, whether or not its club runs. */
export interface FolderCommand extends Described {
  runOn(call: FolderCall): Promise<Answer>;
}
