import type { Figures, PreviewImportResponse, PreviewRow } from '@vafa/contracts/imports';
import { z } from 'zod';
import { instantOut } from '../scalars.ts';
import { orNull, toInstantOrNull, toNumber } from '../values.ts';
import { fromMappingText, MappingBody } from './guidance-schemas.ts';
import { QuestionAnswer, Readings, toQuestion } from './question-schemas.ts';

const Row = z.object({
  row: z.int().describe('As spreadsheets count.'),
  receipt: z.string(),
  sku: z.string(),
  description: z.string(),
  quantity: z.number(),
  unit_price: z.string(),
  at: instantOut().nullable(),
  member: z.string().nullable(),
  branch: z.string().nullable(),
  till: z.string().nullable(),
  is_return: z.boolean(),
  attributes: z.record(z.string(), z.string()),
  code: z.string().nullable().describe('Why the row cannot be read.'),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.string()),
});

const Amount = z.object({ amount: z.int(), currency: z.string(), digits: z.int() });

const FiguresAnswer = z.object({
  rows: z.int(),
  sales: z.int(),
  returns: z.int(),
  exchanges: z.int().describe('Sales with goods that come back.'),
  sales_without_member: z.int(),
  sold: Amount,
  returned: Amount,
  exceptions: z
    .record(z.string(), z.int())
    .describe('Rows that would not be accepted, by code. What is stored already is not looked at.'),
  first_day: z.string().nullable(),
  last_day: z.string().nullable(),
  members_known: z.int(),
  members_new: z.int(),
  rows_left_out: z.object({
    totals: z.int(),
    repeated_headers: z.int(),
    empty: z.int(),
    no_sale: z.record(z.string(), z.int()).describe('By what they say of themselves: voided, pending, cancelled …'),
  }),
  break_off: z.string().nullable().describe('Where and why the file ends before its end.'),
});

export const PreviewAnswer = z
  .object({
    source: z.string().describe('The source that the file would be kept under.'),
    layout: z.record(z.string(), z.unknown()).describe('How the file is written.'),
    mapping: MappingBody,
    columns: z.array(z.object({ header: z.string(), examples: z.array(z.string()), readings: Readings })),
    questions: z.array(QuestionAnswer).describe('What only a person can say: nothing is imported while one is open.'),
    decisions: z.record(z.string(), z.string()).describe('What the file, or what is kept of its source, answered.'),
    rows: z.array(Row).describe('The first as they would be read.'),
    figures: FiguresAnswer.nullable().describe('Null while a question is open.'),
  })
  .meta({ id: 'ImportPreview' });

const toRow = ({
  row,
  quantityMilli,
  unitPrice,
  at,
  isReturn,
  member,
  branch,
  till,
  code,
  reason,
  ...same
}: PreviewRow): z.infer<typeof Row> => ({
  ...same,
  row: toNumber(row),
  quantity: Number(quantityMilli) / 1000,
  unit_price: unitPrice,
  at: toInstantOrNull(at),
  member: orNull(member),
  branch: orNull(branch),
  till: orNull(till),
  is_return: isReturn,
  code: orNull(code),
  reason: orNull(reason),
});

const toFigures = (figures: Figures): z.infer<typeof FiguresAnswer> => {
  const money = (amount: bigint): z.infer<typeof Amount> => ({
    amount: toNumber(amount),
    currency: figures.currency,
    digits: figures.currencyDigits,
  });
  return {
    rows: toNumber(figures.rows),
    sales: toNumber(figures.sales),
    returns: toNumber(figures.returns),
    exchanges: toNumber(figures.exchanges),
    sales_without_member: toNumber(figures.salesWithoutMember),
    sold: money(figures.soldTotal),
    returned: money(figures.returnedTotal),
    exceptions: Object.fromEntries(Object.entries(figures.exceptions).map(([code, rows]) => [code, toNumber(rows)])),
    first_day: orNull(figures.firstDay),
    last_day: orNull(figures.lastDay),
    members_known: toNumber(figures.membersKnown),
    members_new: toNumber(figures.membersNew),
    rows_left_out: {
      totals: toNumber(figures.totalRows),
      repeated_headers: toNumber(figures.repeatedHeaders),
      empty: toNumber(figures.emptyRows),
      no_sale: Object.fromEntries(Object.entries(figures.leftOut).map(([why, rows]) => [why, toNumber(rows)])),
    },
    break_off: orNull(figures.breakOff),
  };
};

export const toPreview = ({
  layout,
  mapping,
  source,
  columns,
  questions,
  decisions,
  rows,
  figures,
}: PreviewImportResponse): z.infer<typeof PreviewAnswer> => ({
  source,
  layout: JSON.parse(layout) as Record<string, unknown>,
  mapping: fromMappingText(mapping) as z.infer<typeof MappingBody>,
  columns,
  questions: questions.map(toQuestion),
  decisions,
  rows: rows.map(toRow),
  figures: figures ? toFigures(figures) : null,
});
