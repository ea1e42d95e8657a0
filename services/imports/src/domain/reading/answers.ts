import { DomainError } from '@vafa/kernel';
import { mappingFields } from './mapping.ts';
import type { Askable } from './inspection.ts';

const shownMax = 10;

/**
 * What can be asked of any file, whatever its columns are called: the beginning of a question's id, or all of it. A colon is
 * followed by a column's header, for `column` by a field of the mapping.
 */
const asked: Readonly<Record<string, readonly string[] | 'any'>> = {
  encoding: 'any',
  sheet: 'any',
  branch: 'any',
  'decimal:': ['.', ',', '/'],
  'date:': ['dmy', 'mdy', 'ymd', 'dmy-persian', 'ymd-persian'],
  'toman:': ['toman', 'rial'],
  'discount:': ['line', 'percent', 'included'],
  ...Object.fromEntries(mappingFields.map((field) => [`column:${field}`, 'any' as const])),
};

const refuse = (question: string, message: string): never => {
  throw new DomainError('invalid', 'invalid_answer', message, { question: question.slice(0, 200) });
};

const shown = (text: string): string => `"${text.slice(0, 80)}"`;

const require = (question: string, value: string, options: readonly string[] | 'any' | undefined, known: readonly string[]): void => {
  if (options === undefined) return refuse(question, `${shown(question)} is no question of the file; what can be answered is ${known.slice(0, shownMax).join(', ')}`);
  const isOne = options === 'any' || options.some((option) => option.toLowerCase() === value.toLowerCase());
  if (!isOne) refuse(question, `${shown(value)} is no answer to ${shown(question)}; it can be ${options.slice(0, shownMax).join(', ')}`);
};

/** Raises `invalid_answer` for an answer that no file can be given. */
export const requireAnswers = (answers: Readonly<Record<string, string>>): void => {
  for (const [question, value] of Object.entries(answers)) {
    const column = question.indexOf(':');
    const kind = question in asked || column < 0 || column === question.length - 1 ? question : question.slice(0, column + 1);
    require(question, value, Object.hasOwn(asked, kind) ? asked[kind] : undefined, Object.keys(asked).filter((each) => !each.startsWith('column:')).concat('column:FIELD'));
  }
};

/** Raises `invalid_answer` for what this file cannot be asked, and for an answer that it contradicts. */
export const requireAskable = (answers: Readonly<Record<string, string>>, askable: Askable): void => {
  for (const [question, value] of Object.entries(answers)) require(question, value, Object.hasOwn(askable, question) ? askable[question] : undefined, Object.keys(askable));
};
