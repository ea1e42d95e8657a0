// What no text of people needs: control characters, lone surrogates, ends of lines and paragraphs, marks that turn the
// direction of what stands around them, byte order marks. Marks that shape or order what is seen stay (ZWNJ, ZWJ, LRM,
// RLM). Nothing depends on which characters the runtime's Unicode has assigned: two versions of Node agree.

/** Text on one line that shows itself as it is, or nothing. */
export const plainLinePattern = /^[^\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff]*$/u;

/** As a line, with line ends and tabs, or nothing. */
export const plainLinesPattern = /^(?:[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]|[\n\r\t])*$/u;

const visible = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** A character beyond the first 65,536 is two code units. */
const isWithin = (text: string, lengthMax: number): boolean =>
  text.length <= lengthMax || (text.length <= 2 * lengthMax && [...text].length <= lengthMax);

const hasLength = (text: string, lengthMax: number): boolean => isWithin(text, lengthMax) && visible.test(text);

/** True for one line of plain text of which something can be seen, of at most `lengthMax` characters. */
export const isPlainLine = (text: string, lengthMax: number): boolean =>
  hasLength(text, lengthMax) && plainLinePattern.test(text);

/** As isPlainLine, with line ends and tabs. */
export const isPlainLines = (text: string, lengthMax: number): boolean =>
  hasLength(text, lengthMax) && plainLinesPattern.test(text);

/** A code by which programs know what a club has made: a rule, a promotion, a reward, a category. */
export const codePattern = /^[a-z0-9][a-z0-9_-]{0,39}$/;
