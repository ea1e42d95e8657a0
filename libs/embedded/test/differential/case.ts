import type { IndexDescription } from 'mongodb';
import type { Ask } from './sides.ts';

export interface Case {
  readonly name: string;
  readonly ask: Ask;
}

/** Cases that read the same documents, asked once for each set of indexes. */
export interface Family {
  readonly name: string;
  readonly cases: readonly Case[];
  /** Names of index sets; '' is none. */
  readonly indexes: Readonly<Record<string, readonly IndexDescription[]>>;
}

export const valueIndexes: Family['indexes'] = {
  'without an index': [],
  'with an index': [{ key: { v: 1 } }],
  'with a compound index, descending': [{ key: { v: -1, g: 1 } }],
};
