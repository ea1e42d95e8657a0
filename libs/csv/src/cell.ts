/**
 * Behind each of these a program may begin to read a new cell: line breaks, tabs, and the `;` that is the separator of
 * spreadsheets in half of the world.
 */
const separators = /([;\t\r\n])/;

/**
 * What a spreadsheet skips or takes for quoting before it looks for a formula; an apostrophe already there stands for
 * itself.
 */
const skipped = String.raw`['"\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*`;

/**
 * Signs that begin a formula, with their full-width, small, superscript and subscript forms (compatibility forms,
 * NFKC).
 */
const sign = String.raw`[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a-\u207c\u208a-\u208c\u2212]`;

const formula = new RegExp(`^(?=${skipped}${sign})`, 'u');
const guardedFormula = new RegExp(`^'(?=${skipped}${sign})`, 'u');
/** A tab or line break at the very start is dropped by some programs, and what follows is read anew. */
const control = /^(?='*[\t\r\n])/;
const guardedControl = /^'(?='*[\t\r\n])/;

const plainNumber = /^-?\d+([.,]\d+)?$/;
const special = /[",;|\t\r\n]/;

const inParts = (text: string, pattern: RegExp, replacement: string): string =>
  text
    .split(separators)
    .map((part) => part.replace(pattern, replacement))
    .join('');

/**
 * One cell as it stands in a file: no program that opens the file takes it, or a part of it, for a formula (OWASP, CSV
 * injection).
 */
export const csvCell = (text: string): string => {
  const safe = plainNumber.test(text) ? text : inParts(text, formula, "'").replace(control, "'");
  return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/**
 * A record with its line end: `\n` unless asked otherwise. The separator may be one of those that make a cell be
 * quoted.
 */
export const csvLine = (
  cells: readonly string[],
  end: '\n' | '\r\n' = '\n',
  separator: ',' | ';' | '\t' | '|' = ',',
): string => `${cells.map(csvCell).join(separator)}${end}`;

/** The text that a cell of ours stood for, quoting already undone: `plainCell` of what was read is what was written. */
export const plainCell = (text: string): string => inParts(text.replace(guardedControl, ''), guardedFormula, '');
