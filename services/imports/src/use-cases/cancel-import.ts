import type { Clock } from '@vafa/kernel';
import { cancelled, isOver, type ImportTask } from '../domain/import-task.ts';
import { FindTask } from './find-task.ts';
import type { Tasks, UploadedFiles } from './import-ports.ts';

/** Ends a task that is not over. What it has in flight may still be accepted; its file goes. */
export class CancelImport {
  constructor(
    private readonly tasks: Tasks,
    private readonly files: UploadedFiles,
    private readonly clock: Clock,
  ) {}

  /** Raises `task_not_found`. A task that is over stays as it is. */
  async execute(clubId: string, id: string): Promise<ImportTask> {
    const finding = new FindTask(this.tasks);
    const task = await finding.execute(clubId, id);
    if (!isOver(task) && (await this.tasks.close(cancelled(task, this.clock.now())))) await this.files.discard(task.uploadId);
    return finding.execute(clubId, id);
  }
}
