import { DomainError } from '@vafa/kernel';
import { mappingFields } from './mapping.ts';
import type { Askable } from './inspection.ts';

const shownMax = 10;

/**
 * What can be asked of any file. COLUMN stands for the header of a column, whatever it is called; `column` asks for a
 * field of the mapping.
 */
const asked: Readonly<Record<string, readonly string[] | 'any'>> = {
  encoding: 'any',
  sheet: 'any',
  branch: 'any',
  'decimal:COLUMN': ['.', ',', '/'],
  'date:COLUMN': ['dmy', 'mdy', 'ymd', 'dmy-persian', 'ymd-persian'],
  'toman:COLUMN': ['toman', 'rial'],
  'discount:COLUMN': ['line', 'percent', 'included'],
  ...Object.fromEntries(mappingFields.map((field) => [`column:${field}`, 'any' as const])),
};

const refuse = (question: string, message: string): never => {
  throw new DomainError('invalid', 'invalid_answer', message, { question: question.slice(0, 200) });
};

const shown = (text: string): string => `"${text.slice(0, 80)}"`;

const require = (
  question: string,
  value: string,
  options: readonly string[] | 'any' | undefined,
  known: readonly string[],
): void => {
  if (options === undefined)
    return refuse(
      question,
      `${shown(question)} is no question of the file; what can be answered is ${known.slice(0, shownMax).join(', ')}`,
    );
  const isOne = options === 'any' || options.includes(value);
  if (!isOne)
    refuse(
      question,
      `${shown(value)} is no answer to ${shown(question)}; it can be ${options.slice(0, shownMax).join(', ')}`,
    );
};

/** Raises `invalid_answer` for an answer that no file can be given. */
export const requireAnswers = (answers: Readonly<Record<string, string>>): void => {
  for (const [question, value] of Object.entries(answers)) {
    const kind = question.replace(/^(decimal|date|toman|discount):[^]+$/, '$1:COLUMN');
    require(question, value, Object.hasOwn(asked, kind) ? asked[kind] : undefined, Object.keys(asked)
      .filter((each) => !each.startsWith('column:'))
      .concat('column:FIELD'));
  }
};

/** Raises `invalid_answer` for what this file cannot be asked, and for an answer that it contradicts. */
export const requireAskable = (answers: Readonly<Record<string, string>>, askable: Askable): void => {
  for (const [question, value] of Object.entries(answers))
    require(question, value, Object.hasOwn(askable, question) ? askable[question] : undefined, Object.keys(askable));
};

/**
 * Raises `invalid_answer` for what a task does not ask, for none of a question's options, and where nothing is
 * answered.
 */
export const requireAsked = (
  answers: Readonly<Record<string, string>>,
  questions: readonly { readonly id: string; readonly options: readonly { readonly value: string }[] }[],
): void => {
  const askable = Object.fromEntries(
    questions.map(({ id, options }) => [
      id,
      options.length === 0 ? ('any' as const) : options.map(({ value }) => value),
    ]),
  );
  requireAskable(answers, askable);
  if (Object.keys(answers).length === 0)
    refuse('', `nothing is answered; what is asked is ${Object.keys(askable).join(', ')}`);
};
