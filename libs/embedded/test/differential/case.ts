import type { Document, IndexDescription } from 'mongodb';
import type { Ask } from './outcome.ts';

export interface Case {
  readonly name: string;
  readonly ask: Ask;
}

/** Cases that read the same documents, asked once for each set of indexes. */
export interface Family {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly documents: readonly Document[];
  /**
   * Index sets by name. Both databases are asked with the first two; further ones are of the embedded database alone
   * and held against the second answers.
   */
  readonly indexes: Readonly<Record<string, readonly IndexDescription[]>>;
}

export const valueIndexes: Family['indexes'] = {
  'without an index': [],
  'with an index': [{ key: { v: 1 } }],
  'with a compound index, descending': [{ key: { v: -1, g: 1 } }],
  'with nested, multikey and partial indexes': [
    { key: { 'v.a': 1, 'v.b': -1 }, name: 'nested' },
    { key: { v: 1 }, name: 'there', partialFilterExpression: { v: { $exists: true } } },
    { key: { v: -1 }, name: 'above', partialFilterExpression: { v: { $gt: 0 } } },
    { key: { g: 1, v: 1 }, name: 'some', partialFilterExpression: { g: { $gte: 1 } } },
  ],
};
