import type { Clock } from '@vafa/kernel';
import type { Tasks } from './import-ports.ts';
import type { Uploads } from './uploads.ts';

const abandonedMs = 6 * 3_600_000;

/** Removes old uploads that no unfinished task works on: what died processes have left. */
export class SweepUploads {
  constructor(
    private readonly uploads: Uploads,
    private readonly tasks: Pick<Tasks, 'isInUse'>,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const old = await this.uploads.begunBefore(new Date(this.clock.now().getTime() - abandonedMs));
    for (const id of old) if (!(await this.tasks.isInUse(id))) await this.uploads.discard(id);
  }
}
