import type { MappingField } from '../../domain/reading/mapping.ts';
import { isBlank } from '../records/plain-text.ts';
import type { Places } from './places.ts';

const continued: readonly MappingField[] = [
  'receipt',
  'date',
  'time',
  'member',
  'branch',
  'till',
  'currency',
  'kind',
  'cancelled',
];

/** Fills blank cells of a receipt's further rows with those of its first. */
export class Continuation {
  private readonly columns: readonly number[];
  private above: readonly string[] | undefined;

  constructor(private readonly places: Places) {
    this.columns = continued.map((field) => places[field]).filter((place) => place >= 0);
  }

  complete(fields: readonly string[]): readonly string[] {
    const receipt = fields[this.places.receipt] ?? '';
    const goesOn = this.above !== undefined && (isBlank(receipt) || receipt === this.above[this.places.receipt]);
    const above = this.above ?? [];
    const filled = goesOn
      ? fields.map((cell, place) => (this.columns.includes(place) && isBlank(cell) ? (above[place] ?? '') : cell))
      : fields;
    this.above = filled;
    return filled;
  }
}
