import { BatchStatus, type BatchItem, type BatchOutcome, type NewLine } from '@vafa/contracts/checkout';
import { milliText } from '@vafa/kernel';
import type { Invoice } from '../../domain/invoice-groups.ts';
import type { InvoiceRow } from '../../domain/invoice-row.ts';
import type { ImportTask, InvoiceOutcome, RowException } from '../../domain/import-task.ts';
import type { ClubBooks, NamedIds } from '../../use-cases/import-ports.ts';
import type { Services } from './services.ts';

const till = 'import';
const membersPerCall = 1_000;
const branchesPerCall = 100;
const deadlineMs = 120_000;
/** Rows without a readable date have no business day; their receipt alone identifies them. */
const noTime = new Date(0);

const statusOf = (status: BatchStatus): InvoiceOutcome['status'] => {
  if (status === BatchStatus.BATCH_STATUS_ACCEPTED) return 'accepted';
  return status === BatchStatus.BATCH_STATUS_DUPLICATE ? 'duplicate' : 'exception';
};

const toLine = ({ sku, description, quantityMilli, unitPrice, row }: InvoiceRow, isReturn: boolean): NewLine => ({
  sku,
  description,
  // A file writes what comes back as a negative quantity.
  quantityMilli: isReturn ? -quantityMilli : quantityMilli,
  unitPrice,
  row: BigInt(row),
});

/** One invoice as checkout takes it. */
export const toBatchItem = (invoice: Invoice, ids: NamedIds): BatchItem => {
  const [first] = invoice.rows;
  return {
    sessionId: first && !invoice.isReturn ? `imp-${invoice.number}` : '',
    branchId: ids.branches.get(first?.branch ?? '') ?? '',
    till,
    receipt: invoice.number,
    memberId: ids.members.get(first?.member ?? '') ?? '',
    at: first?.at ?? noTime,
    row: BigInt(first?.row ?? invoice.refused[0]?.row ?? 0),
    lines: invoice.rows.map((row) => toLine(row, invoice.isReturn)),
    isReturn: invoice.isReturn,
    exceptions: invoice.refused.map(({ row, code }) => ({ row: BigInt(row), code, quantityMilli: 0n })),
  };
};

const toOutcome = ({ status, exceptions }: BatchOutcome): InvoiceOutcome => ({
  status: statusOf(status),
  exceptions: exceptions.map(({ row, code, quantityMilli: milli }): RowException => ({ row: Number(row), code, ...(milli > 0n && { quantity: Number(milliText(milli)) }) })),
});

/** The club's books in membership and checkout. */
export class GrpcClubBooks implements ClubBooks {
  constructor(private readonly services: Pick<Services, 'membership' | 'checkout'>) {}

  async ensureBranches({ clubId }: ImportTask, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const slice of slicesOf(codes, branchesPerCall)) {
      const { branches } = await this.services.membership.ensureBranches({ clubId, branches: slice.map((code) => ({ code, name: code })) }, { deadlineMs });
      slice.forEach((code, place) => ids.set(code, branches[place]?.id ?? ''));
    }
    return ids;
  }

  async ensureMembers({ clubId }: ImportTask, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const slice of slicesOf(externalIds, membersPerCall)) {
      const { memberIds } = await this.services.membership.ensureMembers({ clubId, externalIds: slice }, { deadlineMs });
      slice.forEach((externalId, place) => ids.set(externalId, memberIds[place] ?? ''));
    }
    return ids;
  }

  async submit(task: ImportTask, invoices: readonly Invoice[], ids: NamedIds): Promise<readonly InvoiceOutcome[]> {
    const { clubId, currency, currencyDigits, timeZone } = task;
    const items = invoices.map((invoice) => toBatchItem(invoice, ids));
    const { outcomes } = await this.services.checkout.submitBatch({ clubId, currency, currencyDigits, timeZone, source: task.id, items }, { deadlineMs });
    return outcomes.map(toOutcome);
  }
}

const slicesOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, place) => items.slice(place * size, (place + 1) * size));
