import {
  TaskState,
  type AnswerQuestionsRequest,
  type DeleteSourceRequest,
  type ListTasksRequest,
  type PutSourceRequest,
  type Question,
  type Source,
  type Task,
} from '@vafa/contracts/imports';
import { z } from 'zod';
import { overlay, type Codec } from '../contract/overlay.ts';
import { inDigits, seenRevision, seenVersion } from '../scalars.ts';
import { toNumber } from '../values.ts';
import { Answers, MappingPart, SourceName, fromMappingText, toMappingText } from './guidance-schemas.ts';

/** Rows by code. */
export const counts: Codec = {
  answer: z.record(z.string(), z.int()),
  toRest: (byCode: Readonly<Record<string, bigint>>) =>
    Object.fromEntries(Object.entries(byCode).map(([code, rows]) => [code, toNumber(rows)])),
};
export const texts: Codec = { answer: z.record(z.string(), z.string()) };

export const question = overlay<Question>(
  'vafa.imports.v1.Question',
  { id: { says: 'The same for all files of a source.' }, column: { orNull: true } },
  { id: 'ImportQuestion' },
);

const secondsLeft = ({ state, rate, rowsTotal, rowsDone }: Task): number | null =>
  state === TaskState.TASK_STATE_RUNNING && rate > 0n && rowsTotal > 0n
    ? Math.ceil(toNumber(rowsTotal - rowsDone) / toNumber(rate))
    : null;

export const task = overlay<Task>(
  'vafa.imports.v1.Task',
  {
    state: { says: 'question: waits for answers. settling: submitted, waiting until every reaction is posted.' },
    exceptions: { says: 'Rows not accepted, or only in part; see exceptions.csv.' },
    withheldReceipts: { name: 'withheld_invoices', says: 'Of a file that breaks off.' },
    message: { says: 'What became of it, in one sentence.' },
    startedAt: { orNull: true },
    finishedAt: { orNull: true },
    questions: { of: question },
    fileName: { name: 'file' },
    exceptionsByCode: { codec: counts },
  },
  {
    id: 'Task',
    derived: {
      kind: { schema: z.literal('sales'), of: () => 'sales' },
      seconds_left: {
        schema: z.int().nullable().describe('Until all rows are submitted, at the present rate.'),
        of: secondsLeft,
      },
    },
  },
);

export const listed = overlay<ListTasksRequest>('vafa.imports.v1.ListTasksRequest', { open: { given: true } });

export const newAnswers = overlay<AnswerQuestionsRequest>('vafa.imports.v1.AnswerQuestionsRequest', {
  answers: { given: true, codec: { body: Answers }, says: "By the question's id: the value of an option." },
});

const mapping: Codec = {
  body: MappingPart,
  answer: MappingPart,
  toMessage: toMappingText,
  toRest: fromMappingText,
};

export const importSource = overlay<Source>(
  'vafa.imports.v1.Source',
  { mapping: { codec: mapping }, answers: { codec: texts } },
  { id: 'ImportSource' },
);

export const newSource = overlay<PutSourceRequest>('vafa.imports.v1.PutSourceRequest', {
  mapping: { given: true, codec: mapping },
  answers: {
    given: true,
    otherwise: {},
    codec: { body: Answers },
    says: 'By the question, as a task or a dry run asks it.',
  },
  revision: seenRevision,
  columns: { given: z.union([SourceName, z.literal('')]) },
});

export const forgottenSource = overlay<DeleteSourceRequest>('vafa.imports.v1.DeleteSourceRequest', {
  revision: { ...seenRevision, given: inDigits(seenVersion()) },
});
