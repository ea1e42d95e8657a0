import { createInterface } from 'node:readline';
import { CommandError } from './command-error.ts';
import { printable } from './figures.ts';
import type { ImportQuestion } from '@vafa/client';

type Bilingual = ImportQuestion['text'];

const inLanguage = ({ en, fa }: Bilingual, language: 'en' | 'fa'): string => printable(language === 'fa' ? fa : en);

export const languageOf = (environment: NodeJS.ProcessEnv): 'en' | 'fa' =>
  /^fa/i.test(environment.LC_ALL ?? environment.LC_MESSAGES ?? environment.LANG ?? '') ? 'fa' : 'en';

const examplesOf = (examples: readonly { readonly from: string; readonly to: string }[]): string =>
  examples.length === 0 ? '' : `   ${examples.map(({ from, to }) => printable(`${from} → ${to}`)).join(', ')}`;

/** A question as people read it, its options counted from 1. */
export const questionText = ({ text, column, options }: ImportQuestion, language: 'en' | 'fa' = 'en'): string =>
  [
    `${inLanguage(text, language)}${column === null || column === '' ? '' : ` [${printable(column)}]`}`,
    ...options.map(
      ({ label, examples }, place) => `  ${String(place + 1)}) ${inLanguage(label, language)}${examplesOf(examples)}`,
    ),
  ].join('\n');

/** What a person without a terminal reads: each question, and what to write to answer it. */
export const unansweredText = (questions: readonly ImportQuestion[], language: 'en' | 'fa' = 'en'): string =>
  [
    'the file can be read in more than one way; say which with --answer:',
    ...questions.map((question) =>
      [
        questionText(question, language),
        ...question.options.map(({ value }) => `     --answer ${shellWord(`${question.id}=${value}`)}`),
      ].join('\n'),
    ),
  ].join('\n');

const shellWord = (text: string): string =>
  /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly language: 'en' | 'fa';
}

/** Asks one question after the other until each has one of its options, by its number or its value. */
export const askOnTerminal = async (
  questions: readonly ImportQuestion[],
  { input, output, language }: Terminal,
): Promise<Record<string, string>> => {
  const lines = createInterface({ input, output });
  const typed = lines[Symbol.asyncIterator]();
  const answers: Record<string, string> = {};
  try {
    for (const question of questions) {
      output.write(`\n${questionText(question, language)}\n`);
      while (answers[question.id] === undefined) {
        output.write('> ');
        const line = await typed.next();
        if (line.done === true) throw new CommandError('the questions were not answered');
        const told = line.value.trim();
        const option = question.options[Number(told) - 1] ?? question.options.find(({ value }) => value === told);
        if (option) answers[question.id] = option.value;
        else output.write(`  1 – ${String(question.options.length)}\n`);
      }
    }
  } finally {
    lines.close();
  }
  return answers;
};
