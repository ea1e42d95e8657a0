import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../installed.mjs';
import { declaredNames, doubledTerms, idlePlaces, ownedWords, strayNames } from './words.mjs';

const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');
const owned = ownedWords(glossary);
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx', '*.mjs'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  // What the contracts and REST call things is theirs to say, and this spec plants what it must see.
  .filter((file) => file !== '' && !file.includes('/generated/') && !file.startsWith('tools/lint/words.'))
  .filter((file) => existsSync(join(root, file)));
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

describe('words of the glossary', () => {
  test('have one row each', () => {
    expect(doubledTerms(glossary)).toEqual([]);
    const rows = ['| term | meaning |', '| claim | one |', '| hold / claim | two |', '| claim (of a claim) | three |'];
    expect(doubledTerms(rows.join('\n'))).toEqual(['claim']);
  });

  test('that have an owner are in names of its places alone', () => {
    expect(owned.map(({ word }) => word)).toEqual(['books', 'journal', 'accrual', 'exception', 'Clubs', 'SubmitSales']);
    expect(sources.size).toBeGreaterThan(1_000);
    expect(strayNames(sources, owned)).toEqual([]);
  });

  test('have no place that does not need them', () => {
    expect(idlePlaces(sources, owned)).toEqual([]);
  });

  test('that are nouns of services are in no name of the kernel', () => {
    const nouns = ['sale', 'receipt', 'till', 'sku', 'good', 'member', 'branch', 'point', 'tier', 'reward', 'voucher'];
    const kernel = new Map([...sources].filter(([file]) => file.startsWith('libs/kernel/src/')));
    expect(kernel.size).toBeGreaterThan(10);
    expect(
      strayNames(
        kernel,
        nouns.map((word) => ({ word, places: [] })),
      ),
    ).toEqual([]);
  });
});

/** The words that are seen in a file outside of every place. */
const seenIn = (text, file = 'services/rewards/src/domain/a.ts') =>
  strayNames(new Map([[file, text]]), owned).map(({ name, word }) => `${word} in ${name}`);

describe('a word outside its places', () => {
  test.each([
    ['a class', 'export class RewardJournal {}', 'journal in RewardJournal'],
    ['an interface', 'interface Clubs { a: string }', 'Clubs in Clubs'],
    ['a type', 'type AccrualOfDay = string;', 'accrual in AccrualOfDay'],
    ['an enum', 'enum JournalKind { A }', 'journal in JournalKind'],
    ['a function', 'function openBooks() {}', 'books in openBooks'],
    ['a constant in capitals', 'const MAX_EXCEPTIONS = 1;', 'exception in MAX_EXCEPTIONS'],
    ['a method', 'class A { readJournal() {} }', 'journal in readJournal'],
    ['a property', 'interface A { readonly accruals: bigint }', 'accrual in accruals'],
    ['a parameter', 'const a = (books: string) => books;', 'books in books'],
    ['a parameter that is a property', 'class A { constructor(private readonly journal: B) {} }', 'journal in journal'],
    ['a name that is taken apart into', "const { a: exceptions } = read('a');", 'exception in exceptions'],
    ['a name that is imported as', "import { a as accrual } from './a.ts';", 'accrual in accrual'],
    ['a name with an acronym', 'const XMLBooks = 1;', 'books in XMLBooks'],
  ])('is seen in %s', (_what, text, seen) => {
    expect(seenIn(text)).toEqual([seen]);
  });

  test('is seen in the name of a file, whatever stands in it', () => {
    expect(seenIn('', 'services/rewards/src/domain/reward-books.spec.ts')).toEqual(['books in reward-books']);
    expect(seenIn('', 'services/rewards/src/exceptions.ts')).toEqual(['exception in exceptions']);
  });

  test('is seen once in a file', () => {
    expect(seenIn('const a = (journal) => journal;\nconst b = (journal) => journal;')).toEqual(['journal in journal']);
  });

  test.each([
    ['comments and texts', "// The journal of books.\nconst a = 'journal';"],
    ['what others name', "import { Journal, type Books } from './a.ts';\nconst { journal } = a;\nconst b = a.books;"],
    ['fields of what others read', 'const a = { journal: true, books };'],
    ['other words', 'const book = 1; const booked = 2; const journalist = 3; class KnownClubs {} const clubs = 4;'],
  ])('is not seen in %s', (_what, text) => {
    expect(seenIn(text)).toEqual([]);
  });

  test('is at home in its places', () => {
    expect(seenIn('export class Journal {}', 'services/ledger/src/journal.ts')).toEqual([]);
    expect(seenIn('export interface Clubs {}', 'services/membership/src/use-cases/clubs.ts')).toEqual([]);
  });
});

test('a place that no name of its files needs is told', () => {
  const few = [{ word: 'books', places: ['services/ledger/', 'services/rewards/'] }];
  const text = 'const a = 1; // books';
  const some = new Map([
    ['services/ledger/src/books.ts', text],
    ['services/rewards/src/rewards.ts', text],
  ]);
  expect(idlePlaces(some, few)).toEqual(['books at services/rewards/']);
});

test('the table of a glossary is read by its first and last columns', () => {
  const table = [
    '| a | b |',
    '',
    '## Words with one owner',
    '',
    '| word | places |',
    '|---|---|',
    '| `tea` | `x/`, `y/` |',
  ];
  expect(ownedWords(table.join('\n'))).toEqual([{ word: 'tea', places: ['x/', 'y/'] }]);
});

test('names are those that a source declares, in its order', () => {
  const text = 'export const a = 1;\nfunction b<T>(c: T, { d, e: f, ...g }) {}\nlabel: for (const h of a) break label;';
  expect(declaredNames('a.ts', text)).toEqual(['a', 'b', 'T', 'c', 'f', 'g', 'h']);
});
