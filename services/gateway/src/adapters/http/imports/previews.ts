import type { Figures, PreviewImportResponse, PreviewRow } from '@vafa/contracts/imports';
import { z } from 'zod';
import { overlay } from '../contract/overlay.ts';
import { quantityTold } from '../sessions/quantities.ts';
import { toNumber, type Counted } from '../values.ts';
import { fromMappingText, MappingBody } from './guidance-schemas.ts';
import { counts, question, texts } from './tasks.ts';

const orNull = { orNull: true } as const;
const hidden = { hidden: true } as const;
const byCode = { codec: counts };

const row = overlay<PreviewRow>('vafa.imports.v1.PreviewRow', {
  row: { says: 'As spreadsheets count.' },
  quantityMilli: quantityTold,
  at: orNull,
  member: orNull,
  branch: orNull,
  till: orNull,
  attributes: { codec: texts },
  code: { orNull: true, says: 'Why the row cannot be read.' },
  details: { codec: texts },
  reason: orNull,
});

const Amount = z.object({ amount: z.int(), currency: z.string(), digits: z.int() });
const amountOf = (amount: bigint, { currency, currencyDigits: digits }: Counted): z.infer<typeof Amount> => ({
  amount: toNumber(amount),
  currency,
  digits,
});

const figures = overlay<Figures>(
  'vafa.imports.v1.Figures',
  {
    soldTotal: hidden,
    returnedTotal: hidden,
    currency: hidden,
    currencyDigits: hidden,
    exceptions: {
      says: 'Rows that would not be accepted, by code. What is stored already is not looked at.',
      ...byCode,
    },
    firstDay: orNull,
    lastDay: orNull,
    totalRows: hidden,
    repeatedHeaders: hidden,
    emptyRows: hidden,
    leftOut: hidden,
    breakOff: { orNull: true, says: 'Where and why the file ends before its end.' },
  },
  {
    derived: {
      sold: { schema: Amount, of: (each) => amountOf(each.soldTotal, each) },
      returned: { schema: Amount, of: (each) => amountOf(each.returnedTotal, each) },
      rows_left_out: {
        schema: z.object({
          totals: z.int(),
          repeated_headers: z.int(),
          empty: z.int(),
          no_sale: z
            .record(z.string(), z.int())
            .describe('By what they say of themselves: voided, pending, cancelled …'),
        }),
        of: ({ totalRows, repeatedHeaders, emptyRows, leftOut }) => ({
          totals: toNumber(totalRows),
          repeated_headers: toNumber(repeatedHeaders),
          empty: toNumber(emptyRows),
          no_sale: Object.fromEntries(Object.entries(leftOut).map(([why, rows]) => [why, toNumber(rows)])),
        }),
      },
    },
  },
);

export const preview = overlay<PreviewImportResponse>(
  'vafa.imports.v1.PreviewImportResponse',
  {
    layout: {
      says: 'How the file is written.',
      codec: { answer: z.record(z.string(), z.unknown()), toRest: (text: string) => JSON.parse(text) as unknown },
    },
    mapping: { codec: { answer: MappingBody, toRest: fromMappingText } },
    sourceRevision: { says: 'Of what is kept of the source; 0 where nothing is.' },
    questions: { of: question, says: 'What only a person can say: nothing is imported while one is open.' },
    decisions: { says: 'What the file, or what is kept of its source, answered.', codec: texts },
    rows: { of: row, says: 'The first as they would be read.' },
    figures: { of: figures, orNull: true, says: 'Null while a question is open.' },
  },
  { id: 'ImportPreview' },
);
