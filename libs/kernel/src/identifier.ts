// What stands in an identifier and cannot be seen: marks of direction, joiners, soft hyphens, byte order marks,
// selectors. U+200C and U+200D shape what is seen, U+202D and U+202E turn it around: the first may stay inside, the
// second is refused.
const unseen = /(?![\u200c\u200d\u202d\u202e])\p{Default_Ignorable_Code_Point}/gu;
const edge = /[\s\u200c\u200d]/;
// What blanks are left after NFKC. A line break inside is none: whoever pasted two lines is told so.
const runs = /[ \t\u1680\u200c\u200d]+/g;
// Nearly all identifiers: nothing of it has to change, at a tenth of the cost.
const plainAscii = /^[!-~]+( [!-~]+)*$/;
const digit = /^\p{Nd}$/u;

/** Unicode keeps each script's ten digits in one run that begins with its zero. */
const valueOf = (char: string): string => {
  const code = char.codePointAt(0) ?? 0;
  let zero = code;
  while (digit.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
};

/** By hand: an expression that looks for the end of a run tries every run of a long text. */
const trimmed = (text: string): string => {
  let [from, to] = [0, text.length];
  while (from < to && edge.test(text.charAt(from))) from += 1;
  while (to > from && edge.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
};

/** The decimal digits of every script (Persian, Arabic, Devanagari, fullwidth …) as 0–9. */
export const asciiDigits = (text: string): string => text.replace(/(?![0-9])\p{Nd}/gu, valueOf);

/**
 * The one form of an identifier: external ids, cards, receipts, SKUs, tills and codes of branches, whoever wrote them.
 * Compatible forms are one (NFKC, UAX #31), among them fullwidth and presentation forms. Digits are 0–9. Arabic yeh and
 * kaf are the Persian letters. What cannot be seen is left out, but for a ZWNJ inside. Blanks are trimmed, and runs of
 * them are one. Capitals stay as they are. Applying it again changes nothing. It never refuses: its owner judges length
 * and controls.
 */
export const identifier = (text: string): string => {
  if (plainAscii.test(text)) return text;
  const one = asciiDigits(text.replace(unseen, '').normalize('NFKC')).replace(/[يى]/g, 'ی').replaceAll('ك', 'ک');
  return trimmed(one).replace(runs, (run) => (/[ \t\u1680]/.test(run) ? ' ' : run));
};
