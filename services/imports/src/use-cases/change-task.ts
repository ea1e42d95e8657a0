import { DomainError, dayMs, type Clock } from '@vafa/kernel';
import { requireAsked } from '../domain/reading/answers.ts';
import { answered, cancelled, isOver, retried, type ImportTask } from '../domain/import-task.ts';
import { FindTask } from './find-task.ts';
import type { Tasks, UploadedFiles } from './import-ports.ts';
import type { ReceiveUpload } from './receive-upload.ts';

/** A task that waits longer for its answers is cancelled: its file takes room. */
const waitingMs = 7 * dayMs;

/** Its exceptions can be fetched so long. */
const keptMs = 90 * dayMs;

/** What people do with a task: answer its questions, end it, try it again. */
export class ChangeTask {
  private readonly finding: FindTask;

  constructor(
    private readonly tasks: Tasks,
    private readonly files: UploadedFiles,
    private readonly uploads: Pick<ReceiveUpload, 'require'>,
    private readonly clock: Clock,
    private readonly wake: () => void,
  ) {
    this.finding = new FindTask(tasks);
  }

  /**
   * Raises `task_not_found`; `no_question` when the task does not wait for an answer. Raises `invalid_answer` when
   * nothing is answered, or with none of the options, or to a question that was not asked.
   */
  async answer(clubId: string, id: string, answers: Readonly<Record<string, string>>): Promise<ImportTask> {
    const task = await this.finding.execute(clubId, id);
    if (task.state !== 'question')
      throw new DomainError('refused', 'no_question', 'the task does not wait for an answer');
    requireAsked(answers, task.questions);
    return this.change(task, answered(task, answers));
  }

  /**
   * Ends a task that is not over; what it has in flight may still be accepted, its file goes. Raises `task_not_found`.
   */
  async cancel(clubId: string, id: string): Promise<ImportTask> {
    const task = await this.finding.execute(clubId, id);
    if (isOver(task)) return task;
    const ended = await this.change(task, cancelled(task, this.clock.now()));
    if (!isOver(ended)) return this.cancel(clubId, id);
    await this.files.discard(task.uploadId);
    return ended;
  }

  /**
   * A failed task goes on from its last checkpoint. Raises `task_not_found`, `task_not_failed`, `upload_not_found` (its
   * file is gone by now).
   */
  async retry(clubId: string, id: string): Promise<ImportTask> {
    const task = await this.finding.execute(clubId, id);
    if (task.state !== 'failed')
      throw new DomainError('refused', 'task_not_failed', 'only a task that failed can be tried again');
    await this.uploads.require(clubId, task.uploadId);
    return this.change(task, retried(task));
  }

  /** Cancels what has waited for its answers too long, and forgets what was over long ago. */
  async sweep(): Promise<void> {
    await this.tasks.forgetOverBefore(new Date(this.clock.now().getTime() - keptMs));
    const waiting = await this.tasks.waitingSince(new Date(this.clock.now().getTime() - waitingMs));
    for (const { clubId, id } of waiting) await this.cancel(clubId, id);
  }

  private async change(from: ImportTask, to: ImportTask): Promise<ImportTask> {
    await this.tasks.change(to, from.state);
    this.wake();
    return this.finding.execute(from.clubId, from.id);
  }
}
