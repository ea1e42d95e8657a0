import { gzipSync } from 'node:zlib';
import { RecordReader } from '../src/adapters/csv/record-reader.ts';
import type { Invoice } from '../src/domain/invoice-groups.ts';
import { isOver, queuedTask, type ImportTask, type InvoiceOutcome } from '../src/domain/import-task.ts';
import type { ClubBooks, ExceptionRow, HeldTask, NamedIds, Tasks, UploadedFiles } from '../src/use-cases/import-ports.ts';

export const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

/** A file of CSV rows; gzip and cut on request. */
export class MemoryFile implements UploadedFiles {
  isDiscarded = false;

  constructor(private readonly bytes: Buffer) {}

  static of(rows: readonly string[], options: { readonly zip?: boolean; readonly end?: string } = {}): MemoryFile {
    const text = [header, ...rows].join('\n') + (options.end ?? '\n');
    return new MemoryFile(options.zip ? gzipSync(text) : Buffer.from(text));
  }

  open(): RecordReader {
    return new RecordReader(this.chunks());
  }

  discard(): Promise<void> {
    this.isDiscarded = true;
    return Promise.resolve();
  }

  private async *chunks(): AsyncGenerator<Buffer> {
    for (let from = 0; from < this.bytes.length; from += 65_536) yield await Promise.resolve(this.bytes.subarray(from, from + 65_536));
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

  countOpen(): Promise<number> {
    return Promise.resolve([...this.stored.values()].filter((task) => !isOver(task)).length);
  }

  isInUse(uploadId: string): Promise<boolean> {
    return Promise.resolve([...this.stored.values()].some((task) => task.uploadId === uploadId && !isOver(task)));
  }

  close(task: ImportTask): Promise<boolean> {
    this.terms++;
    this.stored.set(task.id, task);
    return Promise.resolve(true);
  }

  find(_clubId: string, id: string): Promise<ImportTask | undefined> {
    return Promise.resolve(this.stored.get(id));
  }

  take(holder: string): Promise<HeldTask | undefined> {
    this.isDead = false;
    const task = [...this.stored.values()].find((each) => !isOver(each) && this.taken.get(each.id) !== holder);
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

  async keepExceptions(taskId: string, place: string, _columns: readonly string[], rows: readonly ExceptionRow[]): Promise<void> {
    await this.write(() => this.pages.set(`${taskId}/${place}`, rows));
  }

  async *exceptions(): AsyncGenerator<{ columns: readonly string[]; rows: readonly ExceptionRow[] }> {
    for (const [, rows] of [...this.pages].sort()) yield await Promise.resolve({ columns: header.split(','), rows });
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
  readonly outcome: InvoiceOutcome;
  readonly lines: string;
}

/** Books that claim receipts as checkout does: by receipt, with the first outcome for the same source. */
export class MemoryBooks implements ClubBooks {
  readonly claims = new Map<string, Claim>();
  readonly order: string[] = [];
  readonly members = new Map<string, string>();
  submissions = 0;

  ensureBranches(_task: ImportTask, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map(codes.map((code) => [code, `brn ${code}`])));
  }

  ensureMembers(_task: ImportTask, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    for (const id of externalIds) this.members.set(id, `mem ${id}`);
    return Promise.resolve(new Map(this.members));
  }

  submit(task: ImportTask, invoices: readonly Invoice[], _ids: NamedIds): Promise<readonly InvoiceOutcome[]> {
    this.submissions++;
    return Promise.resolve(invoices.map((invoice) => this.claim(task, invoice)));
  }

  private claim(task: ImportTask, invoice: Invoice): InvoiceOutcome {
    const lines = JSON.stringify(invoice.rows.map(({ sku, quantityMilli, unitPrice }) => [sku, String(quantityMilli), unitPrice]));
    const known = this.claims.get(invoice.number);
    if (known && known.source === task.id) return known.outcome;
    if (known) return known.lines === lines ? { status: 'duplicate', exceptions: known.outcome.exceptions } : { status: 'exception', exceptions: [{ row: invoice.rows[0]?.row ?? 0, code: 'receipt_differs' }] };
    const refused = invoice.rows.filter(({ unitPrice, quantityMilli, member }) => Number(unitPrice) < 0 || (invoice.isReturn ? quantityMilli >= 0n || member === '' : quantityMilli <= 0n));
    const exceptions = [...refused.map(({ row }) => ({ row, code: 'price_negative' })), ...invoice.refused.map(({ row, code }) => ({ row, code }))];
    const outcome: InvoiceOutcome = { status: refused.length < invoice.rows.length ? 'accepted' : 'exception', exceptions };
    this.claims.set(invoice.number, { source: task.id, outcome, lines });
    this.order.push(invoice.number);
    return outcome;
  }
}

export const newTask = (id = 'tsk_1'): ImportTask =>
  queuedTask({ id, clubId: 'clb_1', caller: 'key_1', currency: 'GBP', currencyDigits: 2, timeZone: 'Europe/London', uploadId: 'upl_1' }, new Date('2026-02-01T12:00:00Z'));
