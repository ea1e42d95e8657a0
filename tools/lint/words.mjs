// Words that one part of the system owns. docs/glossary.md says which and where; names of code are held to it.
import { basename } from 'node:path';
import ts from 'typescript';

/**
 * @typedef {{ word: string, places: string[] }} Owned a word and the beginnings of the paths that may use it; one that
 *   begins with a capital is a whole name that code declares, another is a word within names
 * @typedef {{ file: string, name: string, word: string }} Stray a name outside these places
 */

const heading = '## Words with one owner';

const rowsOf = (markdown) =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));

/**
 * Terms that a glossary has in more than one row; what several ideas share is told apart in brackets.
 * @param {string} glossary
 */
export const doubledTerms = (glossary) => {
  const terms = rowsOf(glossary.split(heading)[0] ?? '').flatMap(([term = '']) => term.split(/, | \/ /));
  return terms.filter((term, at) => terms.indexOf(term) !== at);
};

/**
 * The words of a glossary that have an owner, with their places: the code in the last column.
 * @param {string} glossary
 * @returns {Owned[]}
 */
export const ownedWords = (glossary) =>
  rowsOf(glossary.split(heading)[1] ?? '')
    .slice(1)
    .map((cells) => ({
      word: (cells[0] ?? '').replaceAll('`', ''),
      places: [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, place]) => place),
    }));

/** LedgerBooks, ledger-books and ledger_books as ledger and books. */
const wordsOf = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase());

/** Whether a word, or several of it, is in the name. */
const says = (name, word) =>
  /^[A-Z]/.test(word) ? name === word : wordsOf(name).some((each) => each === word || each === `${word}s`);

/**
 * The names that a source declares. Names that it takes as they are from elsewhere are not its own: imports, fields of
 * objects that it makes or takes apart.
 * @param {string} file
 * @param {string} text
 */
export const declaredNames = (file, text) => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  /** @type {string[]} */
  const names = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const isTaken =
      ts.isPropertyAssignment(node) ||
      ts.isShorthandPropertyAssignment(node) ||
      ((ts.isBindingElement(node) || ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) &&
        node.propertyName === undefined &&
        !(ts.isBindingElement(node) && node.dotDotDotToken !== undefined));
    const name = 'name' in node ? /** @type {{ name?: ts.Node }} */ (node).name : undefined;
    if (!isTaken && !ts.isPropertyAccessExpression(node) && name !== undefined && ts.isIdentifier(name))
      names.push(name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
};

/** The place of that file, or the empty text. */
const placeOf = (file, places) => places.find((place) => file.startsWith(place)) ?? '';

/**
 * Names of files, and names that they declare, that have a word outside its places.
 * @param {ReadonlyMap<string, string>} sources texts by path
 * @param {readonly Owned[]} owned
 * @returns {Stray[]}
 */
export const strayNames = (sources, owned) =>
  [...sources].flatMap(([file, text]) => {
    const foreign = owned.filter(({ places }) => placeOf(file, places) === '');
    // Most files have none of the words, and are not taken apart.
    const possible = foreign.filter(({ word }) => `${file} ${text}`.toLowerCase().includes(word.toLowerCase()));
    if (possible.length === 0) return [];
    const names = new Set([basename(file).replace(/\..*$/, ''), ...declaredNames(file, text)]);
    return possible.flatMap(({ word }) =>
      [...names].filter((name) => says(name, word)).map((name) => ({ file, name, word })),
    );
  });

/**
 * Places that a word does not need: no name there has it.
 * @param {ReadonlyMap<string, string>} sources texts by path
 * @param {readonly Owned[]} owned
 */
export const idlePlaces = (sources, owned) =>
  owned.flatMap(({ word, places }) => {
    const used = new Set(strayNames(sources, [{ word, places: [] }]).map(({ file }) => placeOf(file, places)));
    return places.filter((place) => !used.has(place)).map((place) => `${word} at ${place}`);
  });
