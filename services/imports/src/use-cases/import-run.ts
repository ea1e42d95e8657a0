import type { Clock } from '@vafa/kernel';
import type { ImportTask } from '../domain/import-task.ts';
import type { HeldTask, Tasks } from './import-ports.ts';

/** Another process has taken the task over; this one stops without a word. */
export class TaskLost extends Error {}

/** A task while it is worked on, with the speed of this run. */
export class ImportRun {
  task: ImportTask;
  private readonly startedMs: number;
  private readonly rowsBefore: number;

  constructor(
    private readonly held: HeldTask,
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {
    this.task = held.task;
    this.startedMs = clock.now().getTime();
    this.rowsBefore = held.task.rowsDone;
  }

  /** Raises TaskLost. */
  async save(next: ImportTask): Promise<void> {
    const seconds = (this.clock.now().getTime() - this.startedMs) / 1000;
    const rate =
      seconds > 0 && next.state === 'running' ? Math.round((next.rowsDone - this.rowsBefore) / seconds) : next.rate;
    this.task = { ...next, rate };
    if (!(await this.tasks.save(this.held, this.task))) throw new TaskLost();
  }
}
