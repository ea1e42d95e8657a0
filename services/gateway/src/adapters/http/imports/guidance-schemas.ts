import { z } from 'zod';
import { text } from '../scalars.ts';

const fields = [
  'receipt',
  'sku',
  'description',
  'quantity',
  'unit_price',
  'line_total',
  'receipt_total',
  'date',
  'time',
  'member',
  'branch',
  'till',
  'currency',
  'kind',
  'line_discount',
  'discount_percent',
  'receipt_net',
  'receipt_discount',
  'refunded',
  'cancelled',
] as const;

const header = z.string().min(1).max(300);

/** How returns are told from sales. */
const Returns = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('sign') }),
  z.strictObject({ by: z.literal('prefix'), prefix: z.string().min(1).max(20) }),
  z.strictObject({ by: z.literal('column'), values: z.array(z.string().max(100)).min(1).max(50) }),
]);

export const MappingBody = z
  .strictObject({
    rows: z.enum(['line', 'receipt']).describe('One row a line, or one row a receipt with its total.'),
    columns: z.partialRecord(z.enum(fields), header).describe('Header of the column that gives each field.'),
    returns: Returns.describe(
      'sign: goods with a negative quantity come back. prefix: receipts whose number begins so. column: rows with one of these values in the column `kind`.',
    ),
    returned_quantities: z.enum(['negative', 'positive']).describe('How returns told by prefix or column write them.'),
    continuation: z.boolean().describe('Blank cells go on from the row above.'),
    leave_out: z.array(z.string().max(100)).max(50).describe('Values of the column `kind` whose rows are left out.'),
    attributes: z.array(header).max(20).describe('Further columns that are kept with the line.'),
  })
  .meta({ id: 'ImportMapping' });

export const MappingPart = MappingBody.extend({
  columns: z
    .partialRecord(z.enum(fields), z.string().max(300))
    .describe('Header of the column that gives each field; empty: none does, whatever the file proposes.'),
})
  .partial()
  .meta({ id: 'ImportMappingPart' });

export const Answers = z
  .record(text(200), z.string().max(500))
  .refine((answers) => Object.keys(answers).length <= 100, 'at most 100 answers');

export const SourceName = text(100).regex(/^[^/]+$/, 'the name of a source has no /');
const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const renamed = (record: object, rename: (name: string) => string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [rename(name), value as unknown]));

/** As imports takes it: the same under the names of its contract. */
export const toMappingText = (mapping: z.infer<typeof MappingPart>): string =>
  JSON.stringify(renamed({ ...mapping, ...(mapping.columns && { columns: renamed(mapping.columns, camel) }) }, camel));

export const fromMappingText = (mapping: string): z.infer<typeof MappingPart> => {
  const value = JSON.parse(mapping) as { columns?: object };
  return renamed({ ...value, ...(value.columns && { columns: renamed(value.columns, snake) }) }, snake);
};
