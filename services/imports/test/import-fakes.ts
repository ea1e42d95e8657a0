import {
  isOver,
  isRunnable,
  queuedTask,
  type ImportTask,
  type ReceiptOutcome,
  type TaskClub,
} from '../src/domain/import-task.ts';
import type { Receipt } from '../src/domain/receipt.ts';
import type {
  ImportTarget,
  ExceptionRow,
  HeldTask,
  KnownBranch,
  NamedIds,
  Reactions,
  Reading,
  Source,
  Sources,
  Tasks,
  UploadedFiles,
} from '../src/use-cases/import-ports.ts';
import { InspectFile } from '../src/use-cases/inspect-file.ts';
import { RunImport } from '../src/use-cases/run-import.ts';
import { SubmitReceipts } from '../src/use-cases/submit-receipts.ts';
import { systemClock } from '@vafa/kernel';

export const club: TaskClub = { clubId: 'clb_1', currency: 'GBP', currencyDigits: 2, timeZone: 'Europe/London' };

export class MemoryFiles implements UploadedFiles {
  readonly discarded: string[] = [];

  discard(uploadId: string): Promise<void> {
    this.discarded.push(uploadId);
    return Promise.resolve();
  }
}

export class MemorySources implements Sources {
  readonly stored = new Map<string, Source>();

  find(_clubId: string, name: string): Promise<Source | undefined> {
    return Promise.resolve(this.stored.get(name));
  }

  findByColumns(_clubId: string, columns: string): Promise<Source | undefined> {
    return Promise.resolve([...this.stored.values()].find((source) => source.columns === columns));
  }

  list(): Promise<readonly Source[]> {
    return Promise.resolve([...this.stored.values()]);
  }

  put(source: Source, before: Source | undefined): Promise<boolean> {
    const isAsSeen = this.stored.get(source.name)?.revision === before?.revision;
    if (isAsSeen) this.stored.set(source.name, source);
    return Promise.resolve(isAsSeen);
  }

  remove(source: Source): Promise<boolean> {
    const isAsSeen = this.stored.get(source.name)?.revision === source.revision;
    return Promise.resolve(isAsSeen && this.stored.delete(source.name));
  }
}

/** Tasks in memory. `crashAt` lets the process die at one of its writes, before or after it took place. */
export class MemoryTasks implements Tasks {
  readonly stored = new Map<string, ImportTask>();
  readonly pages = new Map<string, readonly ExceptionRow[]>();
  writes = 0;
  crashAt = Number.MAX_SAFE_INTEGER;
  crashAfterWrite = false;
  readonly attempts = new Map<string, number>();
  private readonly taken = new Map<string, string>();
  private terms = 0;
  private isDead = false;

  insert(task: ImportTask): Promise<boolean> {
    const isNew = !this.stored.has(task.id);
    if (isNew) this.stored.set(task.id, task);
    return Promise.resolve(isNew);
  }

  list(_clubId: string, { openOnly }: { readonly openOnly: boolean }): Promise<readonly ImportTask[]> {
    const all = [...this.stored.values()].filter((task) => !openOnly || !isOver(task));
    return Promise.resolve(all.toSorted((one, other) => Number(other.createdAt) - Number(one.createdAt)));
  }

  countOpen(): Promise<number> {
    return Promise.resolve([...this.stored.values()].filter((task) => !isOver(task)).length);
  }

  isInUse(uploadId: string): Promise<boolean> {
    return Promise.resolve([...this.stored.values()].some((task) => task.uploadId === uploadId && !isOver(task)));
  }

  change(task: ImportTask, from: ImportTask['state']): Promise<boolean> {
    const isSo = this.stored.get(task.id)?.state === from;
    if (isSo) {
      this.terms++;
      this.stored.set(task.id, task);
    }
    return Promise.resolve(isSo);
  }

  forgetOverBefore(): Promise<number> {
    return Promise.resolve(0);
  }

  waitingSince(moment: Date): Promise<readonly ImportTask[]> {
    return Promise.resolve(
      [...this.stored.values()].filter(({ state, createdAt }) => state === 'question' && createdAt < moment),
    );
  }

  find(_clubId: string, id: string): Promise<ImportTask | undefined> {
    return Promise.resolve(this.stored.get(id));
  }

  take(holder: string): Promise<HeldTask | undefined> {
    this.isDead = false;
    const task = [...this.stored.values()].find((each) => isRunnable(each) && this.taken.get(each.id) !== holder);
    if (!task) return Promise.resolve(undefined);
    const attempts = (this.attempts.get(task.id) ?? 0) + 1;
    this.attempts.set(task.id, attempts);
    this.taken.set(task.id, holder);
    return Promise.resolve({ task, holder, term: ++this.terms, attempts });
  }

  extend({ term }: HeldTask): Promise<boolean> {
    return Promise.resolve(term === this.terms);
  }

  save(held: HeldTask, task: ImportTask): Promise<boolean> {
    return this.write(() => {
      if (held.term !== this.terms) return false;
      this.stored.set(task.id, task);
      return true;
    });
  }

  release({ task }: HeldTask, isFailedAttempt: boolean): Promise<void> {
    this.taken.delete(task.id);
    if (!isFailedAttempt) this.attempts.delete(task.id);
    return Promise.resolve();
  }

  async keepExceptions(taskId: string, place: string, rows: readonly ExceptionRow[]): Promise<void> {
    await this.write(() => this.pages.set(`${taskId}/${place}`, rows));
  }

  async *exceptions(): AsyncGenerator<readonly ExceptionRow[]> {
    for (const [, rows] of [...this.pages].sort()) yield await Promise.resolve(rows);
  }

  private write<T>(work: () => T): Promise<T> {
    const isCrash = ++this.writes === this.crashAt;
    if (this.isDead || (isCrash && !this.crashAfterWrite)) return this.die();
    const result = work();
    return isCrash ? this.die() : Promise.resolve(result);
  }

  /** A process that died writes no more, until another takes a task. */
  private die(): Promise<never> {
    this.isDead = true;
    return Promise.reject(new Crash());
  }
}

/** The process ends here. */
export class Crash extends Error {}

interface Claim {
  readonly source: string;
  readonly outcome: ReceiptOutcome;
  readonly lines: string;
}

/** Books that claim receipts as checkout does: by receipt, with the first outcome for the same source. */
export class MemoryTarget implements ImportTarget {
  readonly claims = new Map<string, Claim>();
  readonly order: string[] = [];
  readonly members = new Map<string, string>();
  branches: readonly KnownBranch[] = [];
  submissions = 0;

  listBranches(): Promise<readonly KnownBranch[]> {
    return Promise.resolve(this.branches);
  }

  ensureBranches(_clubId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map(codes.map((code) => [code, `brn ${code}`])));
  }

  findBranches(_clubId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(
      new Map(this.branches.filter(({ code }) => codes.includes(code)).map(({ code, id }) => [code, id])),
    );
  }

  ensureMembers(_clubId: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    for (const id of externalIds) this.members.set(id, `mem ${id}`);
    return Promise.resolve(new Map(this.members));
  }

  countKnownMembers(_clubId: string, externalIds: readonly string[]): Promise<number> {
    return Promise.resolve(externalIds.filter((id) => this.members.has(id)).length);
  }

  submit(task: ImportTask, receipts: readonly Receipt[], _ids: NamedIds): Promise<readonly ReceiptOutcome[]> {
    this.submissions++;
    return Promise.resolve(receipts.map((receipt) => this.claim(task, receipt)));
  }

  private claim(task: ImportTask, receipt: Receipt): ReceiptOutcome {
    const { number, branch, till, day } = receipt;
    const place = [number, branch, till, day].join('/');
    const lines = JSON.stringify(
      receipt.rows.map(({ sku, quantityMilli, unitPrice }) => [sku, String(quantityMilli), unitPrice]),
    );
    const known = this.claims.get(place);
    if (known?.source === task.id) return known.outcome;
    if (known)
      return known.lines === lines
        ? { ...known.outcome, status: 'duplicate' }
        : { status: 'exception', exceptions: [{ row: receipt.rows[0]?.row ?? 0, code: 'receipt_differs' }] };
    const refused = receipt.rows.filter(({ unitPrice }) => Number(unitPrice) < 0);
    const exceptions = [
      ...refused.map(({ row }) => ({ row, code: 'price_negative' })),
      ...receipt.unfit.map(({ row, code }) => ({ row, code })),
    ];
    const outcome: ReceiptOutcome = {
      status: refused.length < receipt.rows.length ? 'accepted' : 'exception',
      exceptions,
    };
    this.claims.set(place, { source: task.id, outcome, lines });
    this.order.push(number);
    return outcome;
  }
}

export const newTask = (id = 'tsk_1', changes: Partial<ImportTask> = {}): ImportTask => ({
  ...queuedTask(
    {
      id,
      ...club,
      caller: 'key_1',
      branchIds: [],
      uploadId: 'upl_1',
      fileName: 'sales.csv',
      guidance: { source: '', answers: {} },
    },
    new Date('2026-02-01T12:00:00Z'),
  ),
  ...changes,
});

export interface Fakes {
  readonly tasks: Tasks;
  readonly target: ImportTarget;
  readonly reading: Reading;
  readonly sources?: Sources;
  readonly files?: UploadedFiles;
  readonly reactions?: Reactions;
}

export const runImportOn = ({
  tasks,
  target,
  reading,
  sources = new MemorySources(),
  files = new MemoryFiles(),
  reactions = { posted: () => Promise.resolve(0) },
}: Fakes): RunImport =>
  new RunImport({
    reading,
    inspect: new InspectFile(reading, sources, target, systemClock),
    sources,
    files,
    target,
    receipts: new SubmitReceipts(target),
    tasks,
    reactions,
    clock: systemClock,
  });
