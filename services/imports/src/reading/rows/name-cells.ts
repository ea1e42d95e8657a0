import { identifier, plainLinePattern } from '@vafa/kernel';
import { isShownShort } from '../numbers/number-text.ts';
import { plainText, saysNothing } from '../records/plain-text.ts';
import { remembered } from './memo.ts';

const plainAscii = /^[ -~]*$/;
const unseen = /(?![\u200c\u200d\u202d\u202e])\p{Default_Ignorable_Code_Point}/gu;

export type TextProblem = 'wrong_encoding' | 'hostile_text' | 'text_too_long' | 'damaged_by_spreadsheet';
export type TextRead = { readonly text: string } | { readonly problem: TextProblem };

const judged = (text: string, lengthMax: number): TextRead => {
  if (text.includes('\ufffd')) return { problem: 'wrong_encoding' };
  if (!plainLinePattern.test(text)) return { problem: 'hostile_text' };
  return text.length > lengthMax ? { problem: 'text_too_long' } : { text };
};

/** An id as everyone of the services compares it; blank for what programs write instead of none. */
const readId = (cell: string, isWhole: boolean, lengthMax: number): TextRead => {
  const id = identifier(cell.replace(/[\t\r\n]+/g, ' '));
  const plain = plainText(id);
  if (saysNothing(plain)) return { text: '' };
  if (isShownShort(plain)) return { problem: 'damaged_by_spreadsheet' };
  return judged(isWhole ? id.replace(/^(-?\d+)[.,]0+$/, '$1') : id, lengthMax);
};

/** @param isWhole the column's ids are whole numbers that a program has written as decimals (17850.0) */
export const idReader = (isWhole: boolean, lengthMax: number): ((cell: string) => TextRead) =>
  remembered((cell) => readId(cell, isWhole, lengthMax));

/** A description: marks that cannot be seen are taken away, tabs and line breaks are blanks. */
export const readDescription = (cell: string, lengthMax: number): TextRead => {
  if (plainAscii.test(cell)) return judged(cell.trim(), lengthMax);
  return judged(
    cell
      .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
      .replace(unseen, '')
      .trim(),
    lengthMax,
  );
};
