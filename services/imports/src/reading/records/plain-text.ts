import { asciiDigits } from '@vafa/kernel';

const plainAscii = /^[!-~]*$/;
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;

/**
 * A cell as numbers, days and values are read from it: ASCII digits, one kind of minus and blank, nothing that cannot
 * be seen.
 */
export const plainText = (text: string): string => {
  if (plainAscii.test(text)) return text;
  return asciiDigits(text.replace(unseen, '').normalize('NFKC')).replace(dashes, '-').replace(/\s+/gu, ' ').trim();
};

const noValue =
  /^(null|\(null\)|<null>|n\/a|#n\/a|#null!|nan|none|nil|undefined|\\n|-+|#value!|#ref!|#name\?|#div\/0!)?$/i;

/** Whether a cell says that there is nothing: blank, or what programs write for it (NULL, N/A, nan, None, -). */
export const saysNothing = (plain: string): boolean =>
  plain.length === 0 ? true : plain.length <= 9 && noValue.test(plain);

/** Blank to a person who looks at the cell. */
export const isBlank = (text: string): boolean => text === '' || plainText(text) === '';
