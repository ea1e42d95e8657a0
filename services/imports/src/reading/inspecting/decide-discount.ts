import type { Askable, Question } from '../../domain/reading/inspection.ts';
import type { Mapping } from '../../domain/reading/mapping.ts';
import type { TableEvidence } from '../columns/table-evidence.ts';
import { speaksOfPercent } from '../mapping/header-names.ts';
import type { Proposal } from '../mapping/propose.ts';
import { plainText } from '../records/plain-text.ts';
import { discountQuestion, type DiscountMeaning } from './questions.ts';

export interface DiscountChoice {
  readonly mapping: Mapping;
  readonly questions: readonly Question[];
  readonly decisions: Readonly<Record<string, string>>;
  readonly askable: Askable;
}

/**
 * What a column of discounts that no program is known for does to a line. A price with a percentage is clear; an amount
 * may be off already, of a total even a percentage.
 */
export const decideDiscount = (
  { source, mapping }: Proposal,
  given: Partial<Mapping>,
  evidence: TableEvidence,
  answers: Readonly<Record<string, string>>,
): DiscountChoice => {
  const { lineDiscount, discountPercent, ...columns } = mapping.columns;
  const column = lineDiscount ?? discountPercent;
  const isGiven = Boolean(given.columns?.lineDiscount ?? given.columns?.discountPercent);
  if (column === undefined || source !== undefined || isGiven)
    return { mapping, questions: [], decisions: {}, askable: {} };
  const cells = evidence.of(column)?.examples ?? [];
  const taken = cells.filter((cell) => /[1-9]/.test(plainText(cell)));
  const without: DiscountChoice = { mapping: { ...mapping, columns }, questions: [], decisions: {}, askable: {} };
  if (taken.length === 0) return without;
  const isPercent = speaksOfPercent(column) || taken.some(speaksOfPercent);
  const as = (field: 'lineDiscount' | 'discountPercent'): Mapping => ({
    ...mapping,
    columns: { ...columns, [field]: column },
  });
  if (isPercent && columns.unitPrice !== undefined) return { ...without, mapping: as('discountPercent') };
  const options: readonly DiscountMeaning[] = isPercent ? ['included', 'percent'] : ['line', 'percent', 'included'];
  const id = `discount:${column}`;
  const answer = options.find((each) => each === answers[id]);
  const askable = { [id]: options };
  if (answer === undefined) return { ...without, questions: [discountQuestion(id, column, taken, options)], askable };
  const decided = answer === 'included' ? without.mapping : as(answer === 'line' ? 'lineDiscount' : 'discountPercent');
  return { mapping: decided, questions: [], decisions: { [id]: answer }, askable };
};
