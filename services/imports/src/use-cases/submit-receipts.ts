import { asUnfit, unfitReceipt, type Receipt } from '../domain/receipt.ts';
import type { ImportTask, ReceiptOutcome } from '../domain/import-task.ts';
import type { ReceiptPlan } from '../domain/receipt-plan.ts';
import type { ImportTarget, NamedIds } from './import-ports.ts';

/**
 * Brings receipts to the services that they change. Names become ids, and what names a branch that is not for the task
 * is an exception.
 */
export class SubmitReceipts {
  constructor(private readonly target: ImportTarget) {}

  submit(task: ImportTask, batch: readonly Receipt[], ids: NamedIds): Promise<readonly ReceiptOutcome[]> {
    return this.target.submit(task, batch, ids);
  }

  /** Ids of the file's branches by their names. Makes those that are missing, unless the sender is bound to some. */
  async ensureBranches(task: ImportTask, plan: ReceiptPlan): Promise<ReadonlyMap<string, string>> {
    const names = plan.branches();
    const codeOf = (name: string): string => name || (task.reading?.branch ?? '');
    const codes = [...new Set(names.map(codeOf).filter((code) => code !== ''))];
    const ids =
      task.branchIds.length === 0
        ? await this.target.ensureBranches(task.clubId, codes)
        : await this.target.findBranches(task.clubId, codes);
    const isFor = (id: string | undefined): id is string =>
      id !== undefined && (task.branchIds.length === 0 || task.branchIds.includes(id));
    return new Map(
      names.flatMap((name) => {
        const id = ids.get(codeOf(name));
        return isFor(id) ? [[name, id] as const] : [];
      }),
    );
  }

  /** A branch that the sender is not bound to and one that is not there are told alike. */
  fit(receipt: Receipt, branches: NamedIds['branches']): Receipt {
    if (receipt.rows.length === 0 || branches.has(receipt.branch)) return receipt;
    const code = receipt.branch === '' ? 'empty_field' : 'branch_not_found';
    return unfitReceipt(
      receipt.number,
      [...receipt.unfit, ...receipt.rows.map((row) => asUnfit(row, code))],
      receipt.isReturn,
    );
  }
}
