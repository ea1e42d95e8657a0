import { createHash } from 'node:crypto';
import { headerKey } from '../mapping/header-key.ts';

/** Files with the same columns, in any order, come from the same source. */
export const sourceName = (known: string | undefined, header: readonly string[]): string => {
  if (known) return known;
  const keys = header.map((name) => headerKey(name) || name).sort();
  return `columns-${createHash('sha256').update(JSON.stringify(keys)).digest('hex').slice(0, 16)}`;
};
