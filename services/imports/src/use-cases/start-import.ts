import { derivedId, DomainError, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import { queuedTask, type Guidance, type ImportTask } from '../domain/import-task.ts';
import { requireAnswers } from '../domain/reading/answers.ts';
import { FindTask } from './find-task.ts';
import type { Sources, TaskClubs, Tasks } from './import-ports.ts';
import { raiseChanged } from './put-source.ts';
import type { ReceiveUpload } from './receive-upload.ts';

const openTasksMax = 100;

export interface ImportOrder {
  readonly clubId: string;
  readonly key: string;
  readonly uploadId: string;
  readonly branchIds: readonly string[];
  readonly guidance: Guidance;
}

/** Queues the import of an uploaded file, once per key. */
export class StartImport {
  constructor(
    private readonly tasks: Tasks,
    private readonly uploads: Pick<ReceiveUpload, 'require'>,
    private readonly clubs: TaskClubs,
    private readonly sources: Pick<Sources, 'find'>,
    private readonly clock: Clock,
    private readonly wake: () => void,
  ) {}

  /**
   * Raises `club_not_found`, `upload_not_found`, `too_many_imports`, `source_changed`, and `invalid_answer` for what no
   * file can be asked.
   */
  async execute({
    clubId,
    key,
    uploadId,
    branchIds,
    guidance,
  }: ImportOrder): Promise<{ readonly task: ImportTask; readonly takesUpload: boolean }> {
    requireAnswers(guidance.answers);
    const id = derivedId(idPrefixes.task, `${clubId}/${key}`);
    const known = await this.tasks.find(clubId, id);
    if (known) return { task: known, takesUpload: known.uploadId === uploadId };
    const { caller, name: fileName } = await this.uploads.require(clubId, uploadId);
    const seen = await this.seen(clubId, guidance);
    if ((await this.tasks.countOpen(clubId)) >= openTasksMax) {
      throw new DomainError(
        'refused',
        'too_many_imports',
        `${String(openTasksMax)} imports of the club are not done yet`,
        { retry_after_seconds: '60' },
      );
    }
    const task = queuedTask(
      {
        id,
        caller,
        branchIds,
        uploadId,
        fileName,
        guidance: { ...guidance, ...seen },
        ...(await this.clubs.club(clubId)),
      },
      this.clock.now(),
    );
    const isNew = await this.tasks.insert(task);
    this.wake();
    if (isNew) return { task, takesUpload: true };
    const made = await new FindTask(this.tasks).execute(clubId, id);
    return { task: made, takesUpload: made.uploadId === uploadId };
  }

  /** How the source was read that the sender saw: what others make of it until the task begins changes nothing. */
  private async seen(clubId: string, { source, sourceRevision }: Guidance): Promise<Pick<Guidance, 'seen'>> {
    if (source === '' || sourceRevision === undefined) return {};
    const now = await this.sources.find(clubId, source);
    const revision = now?.revision ?? 0;
    if (revision !== sourceRevision) raiseChanged(revision);
    return { seen: { mapping: now?.mapping ?? {}, answers: now?.answers ?? {} } };
  }
}
