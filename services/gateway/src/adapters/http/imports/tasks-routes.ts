import { controllerOf } from '../contract/controller-of.ts';
import { route } from '../contract/route.ts';
import { SourceName } from './guidance-schemas.ts';
import { forgottenSource, importSource, listed, newAnswers, newSource, task } from './tasks.ts';

const ofSource = { named: { source: 'name' }, path: { source: SourceName } } as const;

/** What people tell an import, how far it is, and what is kept of its source. */
export const TasksController = controllerOf('Imports', [
  route('GET /v1/tasks', 'imports.listTasks', {
    id: 'listTasks',
    summary: 'The imports of the club, the newest first',
    access: 'imports:read',
    query: listed,
    answer: task,
  }),
  route('GET /v1/tasks/:task_id', 'imports.getTask', {
    id: 'getTask',
    summary: 'How far an import is',
    access: 'imports:read',
    answer: task,
  }),
  route('DELETE /v1/tasks/:task_id', 'imports.cancelTask', {
    id: 'cancelTask',
    summary: 'End an import',
    description: 'What was accepted until then stays. A task that is over stays as it is.',
    access: 'imports:write',
    answer: task,
  }),
  route('POST /v1/imports/:task_id/answers', 'imports.answerQuestions', {
    id: 'answerImport',
    summary: 'Answer what an import asks',
    description: 'Of a task in the state `question`; it goes on. The answers are kept with the source of the file.',
    access: 'imports:write',
    writes: true,
    status: 202,
    body: { of: newAnswers, id: 'ImportAnswers' },
    answer: task,
  }),
  route('POST /v1/tasks/:task_id/retry', 'imports.retryTask', {
    id: 'retryTask',
    summary: 'Try a failed import again',
    description: 'It goes on from where it stood. Its file is kept for six hours.',
    access: 'imports:write',
    writes: true,
    status: 202,
    emptyBody: true,
    answer: task,
  }),
  route('GET /v1/import-sources', 'imports.listSources', {
    id: 'listImportSources',
    summary: 'What is kept of the sources of files',
    access: 'imports:read',
    answer: importSource,
  }),
  route('GET /v1/import-sources/:source', 'imports.getSource', {
    id: 'getImportSource',
    summary: 'How files of a source are read',
    access: 'imports:read',
    ...ofSource,
    answer: importSource,
  }),
  route('PUT /v1/import-sources/:source', 'imports.putSource', {
    id: 'putImportSource',
    summary: 'Say how files of a source are read',
    access: 'imports:write',
    ...ofSource,
    body: { of: newSource, id: 'NewImportSource' },
    answer: importSource,
  }),
  route('DELETE /v1/import-sources/:source', 'imports.deleteSource', {
    id: 'deleteImportSource',
    summary: 'Forget a source',
    access: 'imports:write',
    status: 204,
    query: forgottenSource,
    ...ofSource,
  }),
]);
