import type { NumberForm } from '../../domain/reading/layout.ts';
import { readBody } from '../numbers/decimal-reading.ts';
import { isMarkOf } from '../numbers/marks.ts';
import { isShownShort, numberText } from '../numbers/number-text.ts';
import { plainText, saysNothing } from '../records/plain-text.ts';
import { exactDecimal, timesTen } from './decimal-text.ts';
import { remembered } from './memo.ts';

/** A cell as a number: its plain decimal text, nothing, or why it is none. */
export type NumberRead =
  | { readonly text: string }
  | { readonly problem: 'blank' | 'no_number' | 'ambiguous' | 'damaged' | 'other_currency' | 'formula' };

/** What a workbook says of a formula whose value it does not hold. */
export const formulaWithoutValue = '\u0000formula';

const readNumber = (cell: string, form: NumberForm, currency: string): NumberRead => {
  if (cell === formulaWithoutValue) return { problem: 'formula' };
  const plain = plainText(cell);
  if (saysNothing(plain)) return { problem: 'blank' };
  if (isShownShort(plain)) return { problem: 'damaged' };
  const number = numberText(cell);
  if (!number) return { problem: 'no_number' };
  if (!isMarkOf(number.mark, currency)) return { problem: 'other_currency' };
  const body = readBody(number.body, form.decimal);
  if (body === undefined) {
    const isOtherForm = readBody(number.body, form.decimal === '.' ? ',' : '.') !== undefined;
    return { problem: isOtherForm ? 'ambiguous' : 'no_number' };
  }
  const exact = exactDecimal(body);
  if (exact === undefined) return { problem: 'no_number' };
  const text = form.times === 10 ? timesTen(exact) : exact;
  return { text: number.isNegative && /[1-9]/.test(text) ? `-${text}` : text };
};

/** Reads the cells of one column. */
export const numberReader = (form: NumberForm, currency: string): ((cell: string) => NumberRead) =>
  remembered((cell) => readNumber(cell, form, currency));
