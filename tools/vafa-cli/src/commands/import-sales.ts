import type { ImportQuestion, Task } from '@vafa/client';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { calledFrom } from '../access.ts';
import { askOnTerminal, languageOf, unansweredText } from '../ask-questions.ts';
import type { Answer, Call, Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { figure, printable, table } from '../figures.ts';
import { importSales, type Answering } from '../import-sales.ts';
import { previewText } from '../preview-text.ts';
import { previewSales, type SalesFile } from '../upload-file.ts';

const patienceMs = 60_000;

const tally = ({ accepted, duplicates, exceptions }: Task['sales']): string =>
  `${figure(accepted)} accepted, ${figure(duplicates)} known already, ${figure(exceptions)} not accepted`;

/** The sentence that says what became of it stands last. */
const report = (task: Task, seconds: number): string => {
  const byCode = Object.entries(task.exceptions_by_code).sort(([, a], [, b]) => b - a);
  return [
    table([
      ['task', `${task.id}, ${task.state}`],
      [
        'rows',
        `${figure(task.rows_done)} of ${figure(task.rows_total)} in ${seconds.toFixed(1)} s (${figure(Math.round(task.rows_done / seconds))}/s)`,
      ],
      ['sales', tally(task.sales)],
      ['returns', tally(task.returns)],
      ['exception rows', figure(task.exceptions)],
      ...byCode.map(([code, rows]) => [`  ${code}`, figure(rows)] as const),
    ]),
    ...task.notes.map(printable),
    ...(task.failure === '' ? [] : [`failed: ${task.failure}`]),
    ...(task.message === '' ? [] : [printable(task.message)]),
  ].join('\n');
};

const textOf = (value: Call['options'][string]): string | undefined => (typeof value === 'string' ? value : undefined);

const answersOf = (given: Call['options'][string]): Record<string, string> =>
  Object.fromEntries(
    (Array.isArray(given) ? given.map(String) : []).map((each) => {
      const at = each.lastIndexOf('=');
      if (at < 1) throw new CommandError(`--answer is a question's id, = and its answer, not "${each}"`, 2);
      return [each.slice(0, at), each.slice(at + 1)];
    }),
  );

const existing = (name: string): string => {
  const path = resolve(calledFrom(), name);
  if (!existsSync(path)) throw new CommandError(`no such file: ${name}`);
  return path;
};

const mappingIn = (name: string): string => {
  const text = readFileSync(existing(name), 'utf8');
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw new CommandError(`${name} is no JSON`);
  }
};

const fileOf = ({ names: [name = ''], options }: Call): SalesFile => {
  const source = textOf(options.source);
  const map = textOf(options.map);
  return {
    path: existing(name),
    answers: answersOf(options.answer),
    ...(source !== undefined && { source }),
    ...(map !== undefined && { mapping: mappingIn(map) }),
  };
};

/** Asks the person at the terminal, if there is one. */
const answering: Answering = async (questions) => {
  if (!process.stdin.isTTY) return undefined;
  return askOnTerminal(questions, { input: process.stdin, output: process.stderr, language: languageOf(process.env) });
};

const unanswered = (questions: readonly ImportQuestion[], value: unknown): Answer => ({
  value,
  text: unansweredText(questions, languageOf(process.env)),
  ok: false,
});

const preview = async (call: Call, file: SalesFile): Promise<Answer> => {
  const answered = await previewSales(call.api, file, {
    key: `cli-${randomUUID()}`,
    onBytes: () => undefined,
  });
  if (answered.questions.length === 0) return { value: answered, text: previewText(answered), ok: true };
  const answers = call.json ? undefined : await answering(answered.questions);
  if (answers) return preview(call, { ...file, answers: { ...file.answers, ...answers } });
  const { text, ...answer } = unanswered(answered.questions, answered);
  return { ...answer, text: `${previewText(answered)}\n\n${text}` };
};

const run = async (call: Call): ReturnType<Command['run']> => {
  const { api, json, options } = call;
  const { path: file, ...said } = fileOf(call);
  if (options.dry === true) return preview(call, { path: file, ...said });
  const startedAt = Date.now();
  const task = await importSales(api, {
    file,
    ...said,
    key: `cli-${randomUUID()}`,
    patienceMs,
    quiet: json,
    ...(!json && { answer: answering }),
  });
  if (task.state === 'question') return unanswered(task.questions, task);
  const seconds = (Date.now() - startedAt) / 1000;
  return {
    value: { ...task, seconds },
    text: report(task, seconds),
    ok: task.state === 'done' && task.dead_letters === 0,
  };
};

export const importSalesCommand: Command = {
  words: ['import', 'sales'],
  usage: 'import sales FILE [--dry] [--map FILE.json] [--source NAME] [--answer ID=VALUE]…',
  about: 'imports a file of sales (CSV, TSV, XLSX; also .gz) and follows it until every point is posted',
  names: 1,
  options: {
    dry: { type: 'boolean' },
    map: { type: 'string' },
    source: { type: 'string' },
    answer: { type: 'string', multiple: true },
  },
  optionsHelp: [
    '  --dry         says how the file would be read and what would come of it; writes nothing',
    '  --map FILE    JSON: which column gives what, a mapping (ImportMapping) or a part of it',
    '  --source NAME where the file comes from: what was answered for it holds for the next file of it',
    '  --answer I=V  answers a question of the file; may be given more than once',
  ],
  run,
};
