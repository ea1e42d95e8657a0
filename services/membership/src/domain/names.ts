import { asciiDigits } from '@vafa/kernel';
import { sameLetters, silentMarks, speltOut } from './generated/letters.ts';

const codesOf = function* (runs: string): Generator<string> {
  for (const run of runs.trim().split(/\s+/)) {
    const [from = 0, to = from] = run.split('-').map((code) => parseInt(code, 16));
    for (let code = from; code <= to; code += 1) yield String.fromCodePoint(code);
  }
};

const foundAs = ((): ReadonlyMap<string, string> => {
  const table = new Map<string, string>();
  for (const mark of codesOf(silentMarks)) table.set(mark, '');
  // A list goes on in the next line until one has a colon.
  for (const entry of sameLetters.trim().split(/\n(?=[^\n]*:)/)) {
    const [target = '', members = ''] = entry.split(':');
    const letters = target
      .split('+')
      .map((code) => String.fromCodePoint(parseInt(code, 16)))
      .join('');
    for (const char of codesOf(members)) table.set(char, letters);
  }
  return table;
})();

/** ü is u to those who leave the dots out, and ue to those who spell them out. */
const spelt: ReadonlyMap<string, string> = new Map(
  speltOut
    .trim()
    .split('\n')
    .map((line) => {
      const [letters = '', code = ''] = line.split(': ');
      return [String.fromCodePoint(parseInt(code, 16)), letters];
    }),
);

/**
 * Names the way in which prefixes are made: what stands in the table, and the rules of this file (raise the number with
 * them).
 */
export const nameForm = ((): string => {
  let hash = 0x811c9dc5;
  for (const char of silentMarks + speltOut + sameLetters)
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `1-${hash.toString(36)}`;
})();

// Joiners split a word in two that are also one; everything else that is not seen is nothing.
const unseen = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu;

/**
 * Letters as they are compared: no case (ß is ss, ı is i), no accents or harakat where letters do without, digits as
 * 0–9.
 */
const folded = (text: string, isSpelt: boolean): string => {
  // An accent or backtick that stands alone is an apostrophe of a keyboard that has none; NFKC would make a blank of
  // it.
  const plain = asciiDigits(
    text
      .replace(unseen, '')
      .normalize('NFC')
      .replace(/\p{Sk}/gu, "'")
      .normalize('NFKC'),
  );
  const caseless = plain.toUpperCase().toLowerCase().normalize('NFKC');
  return Array.from(caseless, (char) => (isSpelt ? spelt.get(char) : undefined) ?? foundAs.get(char) ?? char).join('');
};

// Han and Hangul are written without blanks: each character begins a part. ʼ and ʻ are letters to Unicode, not to
// people.
const part =
  /[\p{sc=Han}\p{sc=Hang}]|(?:(?![\p{sc=Han}\p{sc=Hang}]|(?=\p{Lm})(?!\p{scx=Hira})\p{sc=Zyyy})[\p{L}\p{M}\p{N}])+/gu;
const wordsMax = 24;
const prefixLengths = { min: 2, max: 10 };

/** The words of a name, each in the parts that a ZWNJ, hyphen, apostrophe or dot makes of it. */
const partsOf = (text: string, isSpelt = false): string[][] =>
  folded(text, isSpelt)
    .split(/\s+/)
    .map((word) => word.match(part) ?? [])
    .filter((parts) => parts.length > 0);

/** The words as they are read without dots and rings and, where there are any, with these spelt out. */
const spellingsOf = (text: string): string[][][] => {
  const [plain, other] = [partsOf(text), partsOf(text, true)];
  return JSON.stringify(plain) === JSON.stringify(other) ? [plain] : [plain, other];
};

/** How a beginning is looked up: cut to the longest that is indexed. */
const cut = (text: string): string => [...text].slice(0, prefixLengths.max).join('');

/** The beginnings by which a name is found: from each of its first 24 parts on, over what follows. */
export const namePrefixes = (name: string): string[] => [...new Set(spellingsOf(name).flatMap(beginningsOf))];

const beginningsOf = (words: readonly (readonly string[])[]): string[] => {
  const parts = words.flat().slice(0, wordsMax);
  return parts.flatMap((first, i) => {
    const letters = [...parts.slice(i, i + prefixLengths.max).join('')].slice(0, prefixLengths.max);
    const shortest =
      /^[\p{sc=Han}\p{sc=Hang}\p{sc=Hira}]/u.test(first) || [...first].length === 1 ? 1 : prefixLengths.min;
    return Array.from({ length: Math.max(letters.length - shortest + 1, 0) }, (_, more) =>
      letters.slice(0, shortest + more).join(''),
    );
  });
};

const joinedMax = 4;

/** Every way to read the words with some blanks left out: محمد حسن is also محمدحسن. */
const readings = ([first, ...rest]: readonly string[]): string[][] => {
  if (first === undefined) return [[]];
  const others = readings(rest);
  if (rest.length === 0) return [[first]];
  return others.flatMap(([next = '', ...more]) => [
    [first, next, ...more],
    [first + next, ...more],
  ]);
};

export interface NameQuery {
  /** Ways to read what is asked; each a list of beginnings that one name must all have. */
  readonly readings: readonly (readonly string[])[];
}

export const nameQuery = (text: string): NameQuery => ({
  readings: spellingsOf(text).flatMap((spelling) => {
    const words = spelling.map((parts) => parts.join('')).slice(0, wordsMax);
    if (words.length === 0) return [];
    return words.length <= joinedMax ? readings(words) : [words];
  }),
});

/** The beginnings to look up, as they are indexed. */
export const prefixesOf = (reading: readonly string[]): string[] => [...new Set(reading.map(cut))];

/** A letter that goes on with a mark of its own (a vowel of Devanagari, say) is another letter. */
const beginsWith = (text: string, word: string): boolean =>
  text.startsWith(word) && !/^\p{M}/u.test(text.slice(word.length));

/**
 * A word begins where a part does; over a blank it goes on only to the end of a part, or Jo Seller would be found as
 * jose.
 */
const hasWord = (name: readonly (readonly string[])[], word: string): boolean => {
  const parts = name.flat();
  const begins = name.some((own) => own.some((_part, i) => beginsWith(own.slice(i).join(''), word)));
  return (
    begins ||
    parts.some((_part, i) => {
      let joined = '';
      for (const each of parts.slice(i)) {
        joined += each;
        if (joined.length >= word.length) return joined === word;
      }
      return false;
    })
  );
};

/** Whether a name is what was asked for; prefixes only narrow down where to look. */
export const isNamed = (name: string, query: NameQuery): boolean => {
  const spellings = spellingsOf(name);
  return query.readings.some((reading) => reading.every((word) => spellings.some((parts) => hasWord(parts, word))));
};
