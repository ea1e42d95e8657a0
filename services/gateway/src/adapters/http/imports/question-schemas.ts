import type { Question } from '@vafa/contracts/imports';
import { z } from 'zod';
import { orNull, present } from '../values.ts';
import { Answers } from './guidance-schemas.ts';

const Bilingual = z.object({ en: z.string(), fa: z.string() });

/** Texts of the file, and what is made of them. */
export const Readings = z.array(z.object({ from: z.string(), to: z.string() }));

export const QuestionAnswer = z
  .object({
    id: z.string().describe('The same for all files of a source.'),
    code: z.string(),
    text: Bilingual,
    column: z.string().nullable(),
    options: z.array(z.object({ value: z.string(), label: Bilingual, examples: Readings })),
  })
  .meta({ id: 'ImportQuestion' });

export const AnswersBody = z
  .strictObject({ answers: Answers.describe("By the question's id: the value of an option.") })
  .meta({ id: 'ImportAnswers' });
export type AnswersBody = z.infer<typeof AnswersBody>;

export const toQuestion = ({ id, code, text, column, options }: Question): z.infer<typeof QuestionAnswer> => ({
  id,
  code,
  text: present(text),
  column: orNull(column),
  options: options.map(({ value, label, examples }) => ({ value, label: present(label), examples })),
});
