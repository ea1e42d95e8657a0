import type { ImportTask } from '../../domain/import-task.ts';

/**
 * Fields of a task as they are stored. What has headers of a file for names is text: a database reads dots and dollars
 * in names.
 */
export type TaskFields = Omit<ImportTask, 'id' | 'reading' | 'questions' | 'guidance'> & {
  readonly reading?: string;
  readonly questions: string;
  readonly guidance: string;
};

export type TaskDocument = TaskFields & {
  _id: string;
  open: boolean;
  runnable: boolean;
  holder: string;
  term: number;
  attempts: number;
  heldUntil: Date;
};

export const toFields = ({ id: _id, reading, questions, guidance, ...task }: ImportTask): TaskFields => ({
  ...task,
  ...(reading && { reading: JSON.stringify(reading) }),
  questions: JSON.stringify(questions),
  guidance: JSON.stringify(guidance),
});

export const toTask = ({
  _id,
  open: _open,
  runnable: _runnable,
  holder: _holder,
  term: _term,
  attempts: _attempts,
  heldUntil: _until,
  ...stored
}: TaskDocument): ImportTask => {
  const { reading, questions, guidance, ...task } = stored;
  return {
    id: _id,
    ...task,
    ...(reading !== undefined && { reading: JSON.parse(reading) as ImportTask['reading'] & object }),
    questions: JSON.parse(questions) as ImportTask['questions'],
    guidance: JSON.parse(guidance) as ImportTask['guidance'],
  };
};
