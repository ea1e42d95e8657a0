import {
  BatchStatus,
  type BatchItem as BatchItemMessage,
  type BatchOutcome as BatchOutcomeMessage,
  type NewLine as NewLineMessage,
} from '@vafa/contracts/checkout';
import type { BatchItem } from '../../domain/batch/batch-item.ts';
import type { BatchOutcome, BatchStatus as Status } from '../../domain/batch/batch-outcome.ts';
import type { NewLine } from '../../domain/session/line.ts';

const statuses: Readonly<Record<Status, BatchStatus>> = {
  accepted: BatchStatus.BATCH_STATUS_ACCEPTED,
  duplicate: BatchStatus.BATCH_STATUS_DUPLICATE,
  exception: BatchStatus.BATCH_STATUS_EXCEPTION,
};

export const toNewLine = ({ sku, description, quantityMilli, unitPrice, row }: NewLineMessage): NewLine => ({
  sku,
  description,
  quantityMilli,
  unitPrice,
  row: Number(row),
});

export const toBatchItem = ({ at, row, lines, exceptions, ...item }: BatchItemMessage): BatchItem => ({
  ...item,
  at: at ?? new Date(Number.NaN),
  row: Number(row),
  lines: lines.map(toNewLine),
  exceptions: exceptions.map((exception) => ({
    row: Number(exception.row),
    code: exception.code,
    quantityMilli: exception.quantityMilli,
  })),
});

export const toOutcomeMessage = ({
  status,
  exceptions,
  saleId,
  differs,
  repeated,
  completed,
}: BatchOutcome): BatchOutcomeMessage => ({
  status: statuses[status],
  exceptions: exceptions.map(({ row, code, quantityMilli, fits = [] }) => ({
    row: BigInt(row),
    code,
    quantityMilli,
    fits: fits.map((line) => ({ ...line })),
  })),
  saleId,
  differs: [...differs],
  repeated,
  completed,
});
