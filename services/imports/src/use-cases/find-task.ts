import { DomainError } from '@vafa/kernel';
import type { ImportTask } from '../domain/import-task.ts';
import type { Tasks } from './import-ports.ts';

export class FindTask {
  constructor(private readonly tasks: Pick<Tasks, 'find'>) {}

  /** Raises `task_not_found`. */
  async execute(clubId: string, id: string): Promise<ImportTask> {
    const task = await this.tasks.find(clubId, id);
    if (!task) throw new DomainError('not_found', 'task_not_found', 'the club has no such task');
    return task;
  }
}
