// Names that the generators take, and how the ledger's name becomes another's in text cut from it.

const words = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
const bannedWords = ['manager', 'helper', 'util', 'utils', 'common', 'shared', 'base', 'impl', 'data', 'info'];

/** Wrong arguments: said in one line, exit code 64. */
export class Refusal extends Error {}

export const pascal = (name) =>
  name
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
export const camel = (name) => pascal(name)[0].toLowerCase() + pascal(name).slice(1);
export const snake = (name) => name.replaceAll('-', '_');

/** The name, when it is kebab-case, has no banned word and does not repeat the `suffixes` of where it is put. */
export const checkName = (what, name, suffixes) => {
  if (name === undefined || name === '') throw new Refusal(`${what} is missing`);
  if (name.length > 40 || !words.test(name))
    throw new Refusal(`${what} must be kebab-case (a-z, 0-9 and single hyphens, at most 40): ${JSON.stringify(name)}`);
  const banned = name.split('-').find((word) => bannedWords.includes(word));
  if (banned !== undefined) throw new Refusal(`${what} says nothing with "${banned}" in it: ${name}`);
  const repeated = suffixes.find((suffix) => name === suffix || name.endsWith(`-${suffix}`));
  if (repeated !== undefined) throw new Refusal(`${what} repeats its folder with "${repeated}": ${name}`);
  return name;
};

/** Text of the ledger with another service's name: in the form that each place has. */
export const renamed = (text, name) =>
  text
    .replaceAll('LEDGER', snake(name).toUpperCase())
    .replaceAll('Ledger', pascal(name))
    .replace(/(?<=topics\.)ledger\b/g, camel(name))
    .replace(/(?<=\bvafa[._/]|\/v1\/)ledger\b/g, snake(name))
    .replace(/\bledger(?=[A-Z])|(?<=\b(?:let|await) |^ +)ledger\b/gm, camel(name))
    .replaceAll('ledger', name);
