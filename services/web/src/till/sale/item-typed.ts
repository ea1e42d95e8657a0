import { plainDigits } from '../../kit/formats/numbers.ts';

/** What stands in the field of an item: how many, where it says so, and of what. */
export interface ItemTyped {
  readonly quantity?: string;
  readonly text: string;
}

const codeMax = 64;

/** `3*milk`, «۳×شیر»: three of it. */
export const readItem = (typed: string): ItemTyped => {
  const [, quantity, rest] = /^\s*([\d.]+)\s*[*×x]\s*(.*)$/i.exec(plainDigits(typed).replaceAll('٫', '.')) ?? [];
  return quantity === undefined ? { text: typed.trim() } : { quantity, text: (rest ?? '').trim() };
};

/** Marks of direction and other signs without a shape: they would turn the names around them. */
const shapeless = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const joiner = '\u200c';

/** A name as it may stand on a receipt: the half-space of Persian stays. */
export const cleanName = (typed: string): string =>
  typed
    .replace(shapeless, (sign) => (sign === joiner ? sign : ''))
    .trim()
    .slice(0, 300);

/** The code by which rules know an item: what was typed, in one form and not too long. */
export const codeOf = (text: string): string => [...cleanName(plainDigits(text))].slice(0, codeMax).join('');
