// Writes services/membership/src/domain/generated/letters.ts: which letters are one when names are compared. ICU says
// so (collation of the root for searching, and of Persian, at primary strength). The table is committed, so that a
// later ICU, or another on the next replica, finds the names that this one stored. Run it by hand: node
// tools/name-letters.mjs
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const search = new Intl.Collator('und', { usage: 'search', sensitivity: 'base' });
const caseless = (text) => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

const all = [];
for (let code = 0; code < 0x110000; code += 1) if (code < 0xd800 || code > 0xdfff) all.push(String.fromCodePoint(code));
// Elsewhere a letter is itself: where vowels are marks, variants of letters are other sounds too.
const letters = all.filter(
  (char) =>
    /^(?=\p{L})[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}]$/u.test(char) &&
    caseless(char) === char,
);

// Marks count as nothing where letters do without them. Where vowels or tones are marks (Devanagari, Thai …), and in
// kana, another mark is another word: those are kept, whatever collation says.
const optionalMark =
  /^(?!\p{scx=Hira})(\p{M}(?<=\p{scx=Zinh}|\p{scx=Latn}|\p{scx=Grek}|\p{scx=Cyrl}|\p{scx=Arab}|\p{scx=Hebr}|\p{scx=Syrc})|\p{Lm}(?<=\p{scx=Arab}|\p{scx=Syrc}))$/u;
const silent = all.filter((char) => optionalMark.test(char) && search.compare(char, '') === 0);

const parent = new Map(letters.map((char) => [char, char]));
const rootOf = (char) => (parent.get(char) === char ? char : rootOf(parent.get(char)));
const unite = (one, other) => {
  const [a, b] = [rootOf(one), rootOf(other)].sort((x, y) => x.codePointAt(0) - y.codePointAt(0));
  parent.set(b, a);
};
const uniteBy = (collator, chars) => {
  const sorted = [...chars].sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1));
  sorted.forEach((char, i) => {
    if (i > 0 && collator.compare(sorted[i - 1], char) === 0 && collator.compare(char, '') !== 0)
      unite(sorted[i - 1], char);
  });
};
uniteBy(search, letters);
// Persian makes yeh and kaf one with the Arabic ones; its order by hamza is left to the root, where the carrier counts.
const arabic = letters.filter((char) => /\p{sc=Arab}/u.test(char));
uniteBy(
  new Intl.Collator('fa', { sensitivity: 'base' }),
  arabic.filter((char) => char.normalize('NFD') === char && char !== 'ء'),
);
for (const char of arabic) {
  const [base, ...marks] = char.normalize('NFD');
  if (marks.length > 0 && marks.every((mark) => silent.includes(mark))) unite(base, char);
}

const latin = [...'abcdefghijklmnopqrstuvwxyz'];
const pairs = latin.flatMap((a) => latin.map((b) => a + b));
const targetOf = (char) => {
  const root = rootOf(char);
  return /^(?![a-z])\p{sc=Latn}$/u.test(root) ? (pairs.find((pair) => search.compare(pair, root) === 0) ?? root) : root;
};

const classes = new Map();
for (const char of letters) {
  const target = targetOf(char);
  if (target !== char && !silent.includes(char)) classes.set(target, [...(classes.get(target) ?? []), char]);
}
// Letters that people without them spell out: ä as ae by the order of German telephone books, å as aa by the Danish
// one.
const spellers = ['de-u-co-phonebk', 'da'].map((locale) => new Intl.Collator(locale, { sensitivity: 'base' }));
const spelt = letters.flatMap((char) => {
  const pair =
    /^(?![a-z])\p{sc=Latn}$/u.test(char) && char.normalize('NFD').length === 2
      ? pairs.find(
          (each) => search.compare(each, char) !== 0 && spellers.some((speller) => speller.compare(each, char) === 0),
        )
      : undefined;
  return pair === undefined ? [] : [`${pair}: ${char.codePointAt(0)?.toString(16)}`];
});

// Katakana are hiragana 0x60 before them, and nothing but the sound is spoken.
for (let code = 0x30a1; code <= 0x30f6; code += 1)
  classes.set(String.fromCodePoint(code - 0x60), [String.fromCodePoint(code)]);

const runs = (chars) => {
  const found = [];
  for (const code of chars.map((char) => char.codePointAt(0)).sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else found.push([code, code]);
  }
  return found
    .map(([from, to]) => (from === to ? from.toString(16) : `${from.toString(16)}-${to.toString(16)}`))
    .join(' ');
};
const lines = [...classes].map(
  ([target, chars]) => `${[...target].map((char) => char.codePointAt(0).toString(16)).join('+')}: ${runs(chars)}`,
);
const wrap = (text) => text.replace(/(.{1,116})( |$)/g, '$1\n').trimEnd();

const file = `// Written by tools/name-letters.mjs with ICU ${process.versions.icu}, Unicode ${process.versions.unicode}. Do not edit.

/** Marks that names are found without, as code points. */
export const silentMarks = \`
${wrap(runs(silent))}
\`;

/** Two letters: what they spell out. */
export const speltOut = \`
${spelt.join('\n')}
\`;

/** Letter (or two): those that are found as it. */
export const sameLetters = \`
${lines.map((line) => wrap(line)).join('\n')}
\`;
`;
writeFileSync(join(import.meta.dirname, '../services/membership/src/domain/generated/letters.ts'), file);
if (process.argv.includes('--show')) for (const [target, chars] of classes) console.log(target, chars.join(' '));
console.log(`${classes.size} classes, ${silent.length} silent marks`);
