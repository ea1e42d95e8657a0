import { TaskPhase, TaskState, type Task } from '@vafa/contracts/imports';
import { DomainError } from '@vafa/kernel';
import type { Services } from '../src/adapters/grpc/services.ts';

const at = new Date('2026-02-01T10:00:00Z');

export const task: Task = {
  id: 'tsk_1', state: TaskState.TASK_STATE_QUEUED, phase: TaskPhase.TASK_PHASE_READING, rowsTotal: 0n, rowsDone: 0n, rate: 0n,
  sales: { accepted: 1n, duplicates: 2n, exceptions: 3n }, returns: { accepted: 4n, duplicates: 5n, exceptions: 6n }, exceptions: 7n,
  withheldReceipts: ['9'], withheldRows: 1n, deadLetters: 0n, message: '', failure: '', createdAt: at, startedAt: at, finishedAt: undefined,
};

interface Stored {
  readonly clubId: string;
  readonly caller: string;
  readonly chunks: Map<number, Uint8Array>;
  size?: bigint;
}

/** An imports service that keeps files and makes tasks; nobody works on them. */
export class MemoryImports {
  readonly uploads = new Map<string, Stored>();
  readonly tasks = new Map<string, { readonly clubId: string; readonly uploadId: string; task: Task }>();
  /** Refuses the piece of this index. */
  full = Number.MAX_SAFE_INTEGER;
  private made = 0;

  /** The file that a task works on. */
  fileOf(taskId: unknown): string {
    const stored = this.uploads.get(this.tasks.get(String(taskId))?.uploadId ?? '');
    return Buffer.concat([...(stored?.chunks ?? [])].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)).toString();
  }

  readonly service: Partial<Services['imports']> = {
    openUpload: ({ clubId, caller }) => {
      const uploadId = `upl_${String(++this.made)}`;
      this.uploads.set(uploadId, { clubId, caller, chunks: new Map() });
      return Promise.resolve({ uploadId });
    },
    putChunk: ({ uploadId, index, bytes }) => {
      if (index === this.full) return Promise.reject(new DomainError('refused', 'upload_quota_exceeded', 'full'));
      this.uploads.get(uploadId)?.chunks.set(index, bytes);
      return Promise.resolve({});
    },
    completeUpload: ({ uploadId, size }) => {
      const upload = this.uploads.get(uploadId);
      if (upload) upload.size = size;
      return Promise.resolve({});
    },
    discardUpload: ({ uploadId }) => {
      this.uploads.delete(uploadId);
      return Promise.resolve({});
    },
    startImport: ({ clubId, key, uploadId }) => {
      const known = [...this.tasks.entries()].find(([id]) => id === `tsk_${clubId}_${key}`);
      const made = known?.[1] ?? { clubId, uploadId, task: { ...task, id: `tsk_${clubId}_${key}` } };
      this.tasks.set(made.task.id, made);
      return Promise.resolve({ task: made.task, takesUpload: made.uploadId === uploadId });
    },
    getTask: ({ clubId, taskId }) => this.find(clubId, taskId),
    cancelTask: ({ clubId, taskId }) => this.find(clubId, taskId).then(({ task: found }) => ({ task: { ...found, state: TaskState.TASK_STATE_CANCELLED } })),
    readExceptions: ({ clubId, taskId }) => this.exceptions(clubId, taskId),
  };

  private find(clubId: string, taskId: string): Promise<{ task: Task }> {
    const found = this.tasks.get(taskId);
    return found?.clubId === clubId ? Promise.resolve({ task: found.task }) : Promise.reject(new DomainError('not_found', 'task_not_found', 'no such task'));
  }

  private async *exceptions(clubId: string, taskId: string): AsyncGenerator<{ text: Buffer }> {
    await this.find(clubId, taskId);
    yield { text: Buffer.from('a,row,') };
    yield { text: Buffer.from('code,reason\n') };
  }
}
