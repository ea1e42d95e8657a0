import { BatchStatus, type BatchOutcome } from '@vafa/contracts/checkout';
import { z } from 'zod';
import type { MadeElsewhere } from '../../grpc/submit-sales.ts';
import { identifierText, instant, quantityOut, reference, signedPrice, signedQuantity } from '../scalars.ts';
import { orNull, toNumber, toQuantity } from '../values.ts';
import { NewLineSchema, sessionId } from './session-schemas.ts';

/** More than a receipt may have: one that is too long must not hold up the others. */
const linesOfItemMax = 100_000;

const Item = z
  .strictObject({
    kind: z
      .enum(['sale', 'return'])
      .optional()
      .describe(
        'Default sale. The lines of a return go back to the latest sales of its member with the same SKU and price.',
      ),
    session_id: sessionId()
      .optional()
      .describe('Id under which the sale can be read. Default: derived from branch, till, receipt and day.'),
    branch: identifierText(120).describe('Code or id.'),
    till: identifierText(60)
      .optional()
      .describe(
        'Not given: not known. The sale is then the known one of any till of the branch with its number, day and lines.',
      ),
    receipt: identifierText(90),
    member_id: reference().optional(),
    external_id: identifierText(64)
      .optional()
      .describe('Enrolled when first seen in an item of which a line can be accepted by what it says.'),
    at: instant(),
    lines: z
      .array(NewLineSchema.extend({ quantity: signedQuantity(), unit_price: signedPrice() }))
      .min(1)
      .max(linesOfItemMax)
      .describe(
        'Beyond 10,000 the item is the exception too_many_lines. A sale with quantities of both signs is an exchange: the negative ones go back to earlier sales of the member.',
      ),
  })
  .refine(
    (item) => item.member_id === undefined || item.external_id === undefined,
    'name a member by member_id or by external_id',
  );

export const SaleBatch = z.strictObject({ items: z.array(Item).min(1).max(500) }).meta({
  id: 'SaleBatch',
  example: {
    items: [
      {
        branch: 'United Kingdom',
        till: '7',
        receipt: '4711',
        external_id: '17850',
        at: '2026-01-31T16:05:00Z',
        lines: [{ sku: '85123A', quantity: 6, unit_price: '2.55' }],
      },
    ],
  },
});
export type SaleBatch = z.infer<typeof SaleBatch>;

export const toSale = (item: SaleBatch['items'][number]): MadeElsewhere => ({
  sessionId: item.session_id,
  isReturn: item.kind === 'return',
  branch: item.branch,
  till: item.till ?? '',
  receipt: item.receipt,
  memberId: item.member_id,
  externalId: item.external_id,
  at: item.at,
  lines: item.lines.map(({ sku, description = '', quantity: quantityMilli, unit_price: unitPrice }) => ({
    sku,
    description,
    quantityMilli,
    unitPrice,
  })),
});

export const SaleBatchAnswer = z
  .object({
    items: z.array(
      z.object({
        status: z.enum(['accepted', 'duplicate', 'exception']),
        sale_id: z.string().nullable(),
        exceptions: z.array(
          z.object({
            line: z.int().nullable().describe('From 1; null: the item as a whole.'),
            code: z.string(),
            quantity: quantityOut().nullable().describe('What found no line.'),
            fits: z
              .array(
                z.object({ session_id: z.string(), position: z.int(), unit_price: z.string(), left: quantityOut() }),
              )
              .describe(
                'Of price_differs: lines of earlier sales that may be meant. A return of the session accepts one.',
              ),
          }),
        ),
        differs: z
          .array(z.enum(['member', 'time', 'lines', 'kind', 'session_id', 'state']))
          .describe('Of receipt_differs: in what the receipt is known otherwise.'),
        repeated: z
          .boolean()
          .describe(
            'The same request was answered before; this is its first outcome, with the exceptions that still stand.',
          ),
        completed: z
          .boolean()
          .describe('The receipt was known and has been completed: by rows that had been refused, or by its member.'),
      }),
    ),
  })
  .meta({ id: 'SaleBatchOutcomes' });

const statusOf = (status: BatchStatus): 'accepted' | 'duplicate' | 'exception' => {
  if (status === BatchStatus.BATCH_STATUS_ACCEPTED) return 'accepted';
  return status === BatchStatus.BATCH_STATUS_DUPLICATE ? 'duplicate' : 'exception';
};

type Outcome = z.infer<typeof SaleBatchAnswer>['items'][number];

export const toOutcome = ({ status, saleId, exceptions, differs, repeated, completed }: BatchOutcome): Outcome => ({
  status: statusOf(status),
  sale_id: orNull(saleId),
  exceptions: exceptions.map(({ row, code, quantityMilli: milli, fits }) => ({
    line: row > 0n ? toNumber(row) : null,
    code,
    quantity: milli > 0n ? toQuantity(milli) : null,
    fits: fits.map(({ sessionId: id, position, unitPrice, leftMilli }) => ({
      session_id: id,
      position,
      unit_price: unitPrice,
      left: toQuantity(leftMilli),
    })),
  })),
  differs: differs as Outcome['differs'],
  repeated,
  completed,
});
