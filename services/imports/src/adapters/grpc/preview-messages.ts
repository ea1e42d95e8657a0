import type { Figures as FiguresMessage, PreviewImportResponse, PreviewRow } from '@vafa/contracts/imports';
import { isRefused, type FileRow, type ReadingEnd } from '../../domain/reading/sale-row.ts';
import { reasonOf } from '../../domain/reasons.ts';
import type { Preview } from '../../use-cases/preview-import.ts';
import { toQuestionMessage } from './task-messages.ts';

const unread: Omit<PreviewRow, 'row' | 'receipt'> = {
  sku: '',
  description: '',
  quantityMilli: 0n,
  unitPrice: '',
  at: undefined,
  member: '',
  branch: '',
  till: '',
  isReturn: false,
  attributes: {},
  code: '',
  details: {},
  reason: '',
};

const toRow = (row: FileRow): PreviewRow => {
  const place = { ...unread, row: BigInt(row.row), receipt: row.receipt };
  if (isRefused(row)) return { ...place, code: row.code, details: { ...row.details }, reason: reasonOf(row) };
  const { sku, description, quantityMilli, unitPrice, at, member, branch, till, isReturn, attributes } = row;
  return {
    ...place,
    sku,
    description,
    quantityMilli,
    unitPrice,
    at,
    member,
    branch,
    till,
    isReturn,
    attributes: { ...attributes },
  };
};

const breakOffOf = ({ breakOff }: ReadingEnd): string =>
  breakOff ? `row ${String(breakOff.row)}: ${breakOff.cause}` : '';

const toFigures = ({ figures, end, club }: Preview): FiguresMessage | undefined =>
  figures &&
  end && {
    rows: BigInt(figures.rows),
    sales: BigInt(figures.sales),
    returns: BigInt(figures.returns),
    exchanges: BigInt(figures.exchanges),
    salesWithoutMember: BigInt(figures.salesWithoutMember),
    soldTotal: figures.soldTotal,
    returnedTotal: figures.returnedTotal,
    currency: club.currency,
    currencyDigits: club.currencyDigits,
    exceptions: Object.fromEntries(Object.entries(figures.exceptions).map(([code, rows]) => [code, BigInt(rows)])),
    firstDay: figures.firstDay,
    lastDay: figures.lastDay,
    membersKnown: BigInt(figures.membersKnown),
    membersNew: BigInt(figures.membersNew),
    totalRows: BigInt(end.totalRows.length),
    repeatedHeaders: BigInt(end.repeatedHeaders.length),
    emptyRows: BigInt(end.emptyRows),
    breakOff: breakOffOf(end),
    leftOut: Object.fromEntries(Object.entries(end.leftOut).map(([why, rows]) => [why, BigInt(rows)])),
  };

export const toPreviewMessage = (preview: Preview): PreviewImportResponse => {
  const { inspection, questions, reading, sourceName, sourceRevision, answers } = preview.inspected;
  return {
    layout: JSON.stringify(reading.layout),
    mapping: JSON.stringify(reading.mapping),
    source: sourceName,
    sourceRevision,
    columns: inspection.columns.map(({ header, examples, readings }) => ({
      header,
      examples: [...examples],
      readings: [...readings],
    })),
    questions: questions.map(toQuestionMessage),
    decisions: { ...answers },
    rows: inspection.previewRows.map(toRow),
    figures: toFigures(preview),
  };
};
