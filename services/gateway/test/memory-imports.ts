import {
  TaskPhase,
  TaskState,
  type Guidance,
  type PreviewImportResponse,
  type Source,
  type Task,
} from '@vafa/contracts/imports';
import { DomainError, requireSeen } from '@vafa/kernel';
import type { Services } from '../src/adapters/grpc/services.ts';

const at = new Date('2026-02-01T10:00:00Z');

const task: Task = {
  id: 'tsk_1',
  state: TaskState.TASK_STATE_QUEUED,
  phase: TaskPhase.TASK_PHASE_READING,
  rowsTotal: 0n,
  rowsDone: 0n,
  rate: 0n,
  sales: { accepted: 1n, duplicates: 2n, exceptions: 3n },
  returns: { accepted: 4n, duplicates: 5n, exceptions: 6n },
  exceptions: 7n,
  exceptionsByCode: { invalid_date: 7n },
  withheldReceipts: ['9'],
  withheldRows: 1n,
  rowsLeftOut: 2n,
  deadLetters: 0n,
  message: '',
  notes: ['Left out: 1 row of totals.'],
  questions: [],
  fileName: 'sales.csv',
  failure: '',
  createdAt: at,
  startedAt: at,
  finishedAt: undefined,
};

const question = {
  id: 'dates',
  code: 'date_order',
  text: { en: 'Which day?', fa: 'کدام روز؟' },
  column: '',
  options: [
    { value: 'dmy', label: { en: 'day first', fa: 'اول روز' }, examples: [{ from: '01/02/2026', to: '2026-02-01' }] },
  ],
};
export const mapping = {
  rows: 'line',
  columns: { receipt: 'No', unitPrice: 'Each' },
  returns: { by: 'sign' },
  returnedQuantities: 'negative',
  continuation: false,
  leaveOut: [],
  attributes: [],
};
const row = {
  row: 2n,
  receipt: '1',
  sku: 'A',
  description: '',
  quantityMilli: 350n,
  unitPrice: '2.55',
  at,
  member: '5',
  branch: '',
  till: '',
  isReturn: false,
  attributes: {},
  code: '',
  details: {},
  reason: '',
};

const preview: PreviewImportResponse = {
  layout: JSON.stringify({ format: 'csv', delimiter: ';' }),
  mapping: JSON.stringify(mapping),
  sourceRevision: 0,
  source: 'till',
  columns: [{ header: 'No', examples: ['1'], readings: [] }],
  questions: [question],
  decisions: { a: 'b' },
  rows: [row, { ...row, row: 3n, code: 'invalid_date', reason: 'the date is none', at: undefined }],
  figures: {
    rows: 2n,
    sales: 1n,
    returns: 0n,
    exchanges: 0n,
    salesWithoutMember: 0n,
    soldTotal: 89n,
    returnedTotal: 0n,
    currency: 'GBP',
    currencyDigits: 2,
    exceptions: { invalid_date: 1n },
    firstDay: '2026-02-01',
    lastDay: '2026-02-01',
    membersKnown: 1n,
    membersNew: 0n,
    totalRows: 1n,
    repeatedHeaders: 0n,
    emptyRows: 3n,
    breakOff: '',
    leftOut: { voided: 2n },
  },
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
  readonly sources = new Map<string, Source>();
  guidance: Guidance | undefined;
  answers: Readonly<Record<string, string>> = {};
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
    startImport: ({ clubId, key, uploadId, guidance }) => {
      this.guidance = guidance;
      const known = [...this.tasks.entries()].find(([id]) => id === `tsk_${clubId}_${key}`);
      const made = known?.[1] ?? { clubId, uploadId, task: { ...task, id: `tsk_${clubId}_${key}` } };
      this.tasks.set(made.task.id, made);
      return Promise.resolve({ task: made.task, takesUpload: made.uploadId === uploadId });
    },
    listTasks: ({ clubId, open }) => {
      const own = [...this.tasks.values()].filter((made) => made.clubId === clubId).map((made) => made.task);
      return Promise.resolve({ tasks: open ? own.slice(0, 1) : own, nextPageToken: '' });
    },
    getTask: ({ clubId, taskId }) => this.find(clubId, taskId),
    cancelTask: ({ clubId, taskId }) =>
      this.find(clubId, taskId).then(({ task: found }) => ({
        task: { ...found, state: TaskState.TASK_STATE_CANCELLED },
      })),
    previewImport: ({ uploadId, guidance }) => {
      this.guidance = guidance;
      return this.uploads.has(uploadId)
        ? Promise.resolve(preview)
        : Promise.reject(new DomainError('not_found', 'upload_not_found', 'no such upload'));
    },
    answerQuestions: ({ clubId, taskId, answers }) => {
      this.answers = answers;
      return this.find(clubId, taskId);
    },
    retryTask: ({ clubId, taskId }) => this.find(clubId, taskId),
    putSource: ({ name, mapping, answers, revision: seen, columns = '' }) => {
      const before = this.sources.get(name)?.revision ?? 0;
      requireSeen('source_changed', seen, before);
      this.sources.set(name, { name, mapping, answers, changedAt: at, revision: before + 1, columns });
      return Promise.resolve({ source: this.sources.get(name) });
    },
    getSource: ({ name }) => Promise.resolve({ source: this.source(name) }),
    listSources: () => Promise.resolve({ sources: [...this.sources.values()], nextPageToken: '' }),
    deleteSource: ({ name, revision }) => {
      requireSeen('source_changed', revision, this.source(name).revision);
      this.sources.delete(name);
      return Promise.resolve({});
    },
    readExceptions: ({ clubId, taskId }) => this.exceptions(clubId, taskId),
  };

  private source(name: string): Source {
    const source = this.sources.get(name);
    if (!source) throw new DomainError('not_found', 'source_not_found', 'no such source');
    return source;
  }

  private find(clubId: string, taskId: string): Promise<{ task: Task }> {
    const found = this.tasks.get(taskId);
    return found?.clubId === clubId
      ? Promise.resolve({ task: found.task })
      : Promise.reject(new DomainError('not_found', 'task_not_found', 'no such task'));
  }

  private async *exceptions(clubId: string, taskId: string): AsyncGenerator<{ text: Buffer }> {
    await this.find(clubId, taskId);
    yield { text: Buffer.from('a,row,') };
    yield { text: Buffer.from('code,reason\n') };
  }
}
