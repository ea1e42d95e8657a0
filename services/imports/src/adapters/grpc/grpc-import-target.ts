import { unreadTerms } from '@vafa/contracts';
import {
  BatchStatus,
  type BatchItem,
  type BatchOutcome,
  type LineException,
  type NewLine,
} from '@vafa/contracts/checkout';
import { createHash } from 'node:crypto';
import { isDomainError, slicesOf } from '@vafa/kernel';
import type { ImportTask, ReceiptOutcome, RowException } from '../../domain/import-task.ts';
import { dayText } from '../../domain/local-days.ts';
import type { SaleRow } from '../../domain/reading/sale-row.ts';
import { hasPlace, type Receipt } from '../../domain/receipt.ts';
import type { ImportTarget, KnownBranch, NamedIds } from '../../use-cases/import-ports.ts';
import type { Services } from './services.ts';

/** Stands for a till that the file does not name. */
const anyTill = 'import';
const membersPerCall = 1_000;
const branchesPerCall = 100;
const lookUpsInFlight = 16;
const deadlineMs = 120_000;

const statusOf = (status: BatchStatus): ReceiptOutcome['status'] => {
  if (status === BatchStatus.BATCH_STATUS_ACCEPTED) return 'accepted';
  return status === BatchStatus.BATCH_STATUS_DUPLICATE ? 'duplicate' : 'exception';
};

const toLine = ({ sku, description, quantityMilli, unitPrice, row }: SaleRow, isReturn: boolean): NewLine => ({
  sku,
  description,
  // What comes back is negative in a file, and in an exchange too; a return says so as a whole.
  quantityMilli: isReturn ? -quantityMilli : quantityMilli,
  unitPrice,
  row: BigInt(row),
});

/** A session's id has at most 100 characters; the number of a receipt may leave too few for the rest. */
const numberLengthMax = 76;

const shortened = (number: string): string => {
  const signs = [...number];
  return signs.length <= numberLengthMax
    ? number
    : `${signs.slice(0, 59).join('')}-${createHash('sha256').update(number).digest('hex').slice(0, 16)}`;
};

/**
 * The session of a sale: its number, so that people find it, its day, and what of branch and till. The same for the
 * same sale in any file.
 */
export const sessionIdOf = ({ number, day, branch, till }: Receipt): string => {
  const place = createHash('sha256').update(`${branch}\n${till}`).digest('hex').slice(0, 8);
  return `imp-${shortened(number.replace(/[^\p{L}\p{N}._-]/gu, '-'))}-${dayText(day)}-${place}`;
};

/** One receipt as checkout takes it. */
const toBatchItem = (receipt: Receipt, ids: NamedIds): BatchItem => {
  const { number, till, rows, unfit, isReturn } = receipt;
  const hasLines = rows.length > 0;
  return {
    sessionId: hasLines && !isReturn ? sessionIdOf(receipt) : '',
    branchId: hasPlace(receipt) ? (ids.branches.get(receipt.branch) ?? '') : '',
    till: till === '' ? anyTill : till,
    receipt: number,
    memberId: ids.members.get(receipt.member) ?? '',
    at: receipt.at,
    dayOnly: hasLines && receipt.isDayOnly,
    row: BigInt(rows[0]?.row ?? unfit[0]?.row ?? 0),
    lines: rows.map((row) => toLine(row, isReturn)),
    isReturn,
    exceptions: unfit.map(({ row, code }) => ({ row: BigInt(row), code, quantityMilli: 0n, fits: [] })),
  };
};

/** What a person needs to put it right: what differs, and the prices at which the goods were sold. */
const detailsOf = ({ code, fits }: LineException, differs: readonly string[]): Pick<RowException, 'details'> => {
  if (code === 'receipt_differs' && differs.length > 0) return { details: { differs: differs.join(', ') } };
  return fits.length > 0 ? { details: { sold_at: fits.map(({ unitPrice }) => unitPrice).join(', ') } } : {};
};

const toOutcome = ({ status, exceptions, differs }: BatchOutcome): ReceiptOutcome => ({
  status: statusOf(status),
  exceptions: exceptions.map(
    (exception): RowException => ({
      row: Number(exception.row),
      code: exception.code,
      ...(exception.quantityMilli > 0n && { quantityMilli: Number(exception.quantityMilli) }),
      ...detailsOf(exception, differs),
    }),
  ),
});

/** What an import changes in membership and checkout. */
export class GrpcImportTarget implements ImportTarget {
  constructor(private readonly services: Pick<Services, 'membership' | 'checkout'>) {}

  async listBranches(clubId: string, most: number): Promise<readonly KnownBranch[]> {
    const { branches } = await this.services.membership.listBranches(
      { clubId, page: { pageSize: most, pageToken: '' } },
      { deadlineMs },
    );
    return branches.map(({ id, code }) => ({ id, code }));
  }

  async ensureBranches(clubId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const slice of slicesOf(codes, branchesPerCall)) {
      const { branches } = await this.services.membership.ensureBranches(
        { clubId, branches: slice.map((code) => ({ code, name: code })) },
        { deadlineMs },
      );
      slice.forEach((code, place) => ids.set(code, branches[place]?.id ?? ''));
    }
    return ids;
  }

  async findBranches(clubId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const slice of slicesOf(codes, lookUpsInFlight)) {
      const found = await Promise.all(slice.map((code) => this.findBranch(clubId, code)));
      slice.forEach((code, place) => {
        const id = found[place];
        if (id !== undefined) ids.set(code, id);
      });
    }
    return ids;
  }

  async ensureMembers(clubId: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const slice of slicesOf(externalIds, membersPerCall)) {
      const { memberIds } = await this.services.membership.ensureMembers(
        { clubId, externalIds: slice },
        { deadlineMs },
      );
      slice.forEach((externalId, place) => ids.set(externalId, memberIds[place] ?? ''));
    }
    return ids;
  }

  async countKnownMembers(clubId: string, externalIds: readonly string[]): Promise<number> {
    let known = 0;
    for (const slice of slicesOf(externalIds, membersPerCall)) {
      const { memberIds } = await this.services.membership.getMemberIds({ clubId, externalIds: slice }, { deadlineMs });
      known += memberIds.filter((id) => id !== '').length;
    }
    return known;
  }

  async submit(task: ImportTask, receipts: readonly Receipt[], ids: NamedIds): Promise<readonly ReceiptOutcome[]> {
    const { clubId, id: source } = task;
    const items = receipts.map((receipt) => toBatchItem(receipt, ids));
    const { outcomes } = await this.services.checkout.submitBatch(
      { ...unreadTerms, clubId, source, items },
      { deadlineMs },
    );
    return outcomes.map(toOutcome);
  }

  private async findBranch(clubId: string, idOrCode: string): Promise<string | undefined> {
    try {
      return (await this.services.membership.getBranch({ clubId, idOrCode }, { deadlineMs })).branch?.id;
    } catch (error) {
      if (isDomainError(error) && error.kind === 'not_found') return undefined;
      throw error;
    }
  }
}
