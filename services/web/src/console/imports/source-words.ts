import type { ImportsWordId } from './words-en.ts';

type Say = (id: ImportsWordId, values?: Readonly<Record<string, string>>) => string;

/** What may be answered of a column, by the question; a decimal sign has a name of its own. */
const answers = {
  decimal: { '.': 'point', ',': 'comma', '/': 'slash' },
  date: { dmy: 'dmy', mdy: 'mdy', ymd: 'ymd', 'dmy-persian': 'dmy-persian', 'ymd-persian': 'ymd-persian' },
  toman: { toman: 'toman', rial: 'rial' },
  discount: { line: 'line', percent: 'percent', included: 'included' },
} as const;

type Kind = keyof typeof answers;

const isKind = (kind: string): kind is Kind => Object.hasOwn(answers, kind);

/** `decimal:Price`: what is asked, and of which column. */
const partsOf = (question: string): readonly [kind: string, column: string] => {
  const at = question.indexOf(':');
  return at < 0 ? [question, ''] : [question.slice(0, at), question.slice(at + 1)];
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What a question of a file is about. */
export const questionWords = (say: Say, question: string): string => {
  const [kind, column] = partsOf(question);
  if (isKind(kind)) return say(`answer.${kind}`, { column });
  if (kind === 'column') return say('answer.column', { field: say(`field.${snake(column)}` as ImportsWordId) });
  if (kind === 'encoding' || kind === 'sheet' || kind === 'branch') return say(`answer.${kind}`);
  return question;
};

/** What was answered; names of columns, sheets, branches and encodings stand as they are. */
export const answerWords = (say: Say, question: string, value: string): string => {
  const [kind] = partsOf(question);
  const known: Readonly<Record<string, string>> = isKind(kind) ? answers[kind] : {};
  const name = Object.hasOwn(known, value) ? known[value] : undefined;
  return name === undefined ? value : say(`answer.${kind}.${name}` as ImportsWordId);
};
