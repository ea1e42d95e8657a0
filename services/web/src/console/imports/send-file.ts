import type { AnswerOf, ImportPreview, Task } from '@vafa/client';
import { api } from '../../api/client.ts';
import type { Guidance } from './guidance.ts';

const isPreview = (answer: AnswerOf<'importSales'>): answer is ImportPreview => 'layout' in answer;

const formOf = (file: File, { source, mapping, answers, seen }: Guidance): FormData => {
  const form = new FormData();
  form.append('kind', 'sales');
  if (source.trim() !== '') form.append('source', source.trim());
  if (seen !== undefined) form.append('source_revision', String(seen));
  if (Object.keys(mapping).length > 0) form.append('mapping', JSON.stringify(mapping));
  if (Object.keys(answers).length > 0) form.append('answers', JSON.stringify(answers));
  form.append('file', file);
  return form;
};

/** How the file would be read, and what would come of it. Nothing is kept. */
export const previewOf = async (file: File, guidance: Guidance): Promise<ImportPreview> => {
  const answer = await api.upload(formOf(file, guidance), { key: crypto.randomUUID(), dry: true });
  if (!isPreview(answer)) throw new Error('a dry run answers a preview');
  return answer;
};

/** Begins the import under the key of one intent. */
export const beginImport = async (file: File, guidance: Guidance, key: string): Promise<Task> => {
  const answer = await api.upload(formOf(file, guidance), { key, dry: false });
  if (isPreview(answer)) throw new Error('an import answers its task');
  return answer;
};
