import { isTotalWord } from '../mapping/header-names.ts';
import { isBlank } from '../records/plain-text.ts';
import type { Places } from './places.ts';

/** Records that are no rows of sales. */
export type Sideline = 'empty' | 'header' | 'total' | 'left_out';

/**
 * What a record is that has no day: nothing, the header once more, or a sum below the table; undefined when it is a row
 * all the same.
 */
export const sidelineOf = (
  fields: readonly string[],
  header: readonly string[],
  places: Places,
): Sideline | undefined => {
  if (fields.every(isBlank)) return 'empty';
  const same = header.filter((name, place) => name === (fields[place] ?? '').trim()).length;
  if (same >= 2 && same > header.length / 2) return 'header';
  if (!isBlank(fields[places.date] ?? '')) return isTotalWord(fields[places.date] ?? '') ? 'total' : undefined;
  const receipt = fields[places.receipt] ?? '';
  const isTotal = fields.some(isTotalWord) && (isBlank(receipt) || isTotalWord(receipt));
  return isTotal ? 'total' : undefined;
};
