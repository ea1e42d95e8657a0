import { DomainError } from '@vafa/kernel';
import type { ImportTask } from '../domain/import-task.ts';
import type { TaskListing, Tasks } from './import-ports.ts';

export class FindTask {
  constructor(private readonly tasks: Pick<Tasks, 'find' | 'list'>) {}

  /** Raises `task_not_found`. */
  async execute(clubId: string, id: string): Promise<ImportTask> {
    const task = await this.tasks.find(clubId, id);
    if (!task) throw new DomainError('not_found', 'task_not_found', 'the club has no such task');
    return task;
  }

  list(clubId: string, listing: TaskListing): Promise<readonly ImportTask[]> {
    return this.tasks.list(clubId, listing);
  }
}
