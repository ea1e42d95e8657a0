import { CommandError, unsupported } from '../command-error.ts';
import { bsonType, isScalar } from '../bson/value.ts';
import type { Scalar, Value } from '../bson/value.ts';

/** A regular expression of a filter: what JavaScript and PCRE read alike, and what cannot run away. */
export interface Pattern {
  readonly source: string;
  readonly regexp: RegExp;
  /** The text that every match begins with, when the pattern is anchored and starts with plain characters. */
  readonly prefix: string | undefined;
}

const patternLengthMax = 1000;
const repetitionsMax = 3;

/** Escapes and character classes are blanked out, so that what is left is syntax. */
function refuseHardPatterns(source: string): void {
  const syntax = source.replace(/\\[\s\S]/g, '_').replace(/\[\^?\]?[^\]]*\]/g, '_');
  if (source.length > patternLengthMax) throw unsupported(`a $regex of more than ${patternLengthMax} characters`);
  if (syntax.includes('(')) throw unsupported('a group in $regex');
  if (/\\[1-9kpPQEAzZGKRXhHNbBgu]/.test(source))
    throw unsupported('an escape other than \\d \\w \\s and quoted characters in $regex');
  if ((syntax.match(/[*+{]/g) ?? []).length > repetitionsMax)
    throw unsupported(`a $regex with more than ${repetitionsMax} repetitions`);
  if (/[*+?}][+]/.test(syntax)) throw unsupported('a possessive repetition in $regex');
}

function literalPrefix(source: string, flags: string): string | undefined {
  if (!source.startsWith('^') || flags !== '' || source.includes('|')) return undefined;
  const plain = /^(?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9])*/.exec(source.slice(1))?.[0] ?? '';
  const next = source[1 + plain.length];
  // A repetition belongs to the character before it, which then need not be there.
  const kept = next !== undefined && '*?{'.includes(next) ? plain.replace(/(?:\\[\s\S]|[\s\S])$/u, '') : plain;
  const prefix = kept.replace(/\\([\s\S])/g, '$1');
  return prefix === '' ? undefined : prefix;
}

export function compilePattern(source: string, options: string): Pattern {
  for (const option of options) {
    if (!'ims'.includes(option)) throw unsupported(`the $regex option '${option}'`);
  }
  refuseHardPatterns(source);
  const flags = [...new Set(options)].join('');
  try {
    return { source, regexp: new RegExp(source, flags), prefix: literalPrefix(source, flags) };
  } catch {
    throw new CommandError('BadValue', 'Regular expression is invalid');
  }
}

export const isRegex = (value: Value | undefined): value is Scalar => isScalar(value, bsonType.regex);

export function patternOf(value: Scalar): Pattern {
  const [source, options] = value.bytes.toString('utf8').split('\0');
  return compilePattern(source as string, options as string);
}
