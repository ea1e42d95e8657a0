import type { Session } from '@vafa/contracts/checkout';
import { z } from 'zod';
import { instant, instantOut, MoneySchema, WholeNumber } from '../scalars.ts';
import { orNull, toInstant, toMoney, toWhole, type Counted } from '../values.ts';

export const CorrectionAnswer = z
  .object({
    id: z.string(),
    reason: z.enum(['lines_completed', 'member_completed', 'member_moved', 'adjudicated_late', 'returns_moved']),
    at: instantOut(),
    by: z.string().nullable().describe('API key or `admin`; null: checkout itself.'),
    text: z.string().nullable(),
    member_id_before: z.string().nullable(),
    member_id: z.string().nullable(),
    total_before: MoneySchema,
    total: MoneySchema,
    points_given: WholeNumber,
    points_taken_back: WholeNumber,
  })
  .meta({ id: 'SaleCorrection' });
type CorrectionAnswer = z.infer<typeof CorrectionAnswer>;

export const toCorrection = (correction: Session['corrections'][number], sale: Counted): CorrectionAnswer => ({
  id: correction.id,
  reason: correction.reason as CorrectionAnswer['reason'],
  at: toInstant(correction.at),
  by: orNull(correction.by),
  text: orNull(correction.text),
  member_id_before: orNull(correction.memberIdBefore),
  member_id: orNull(correction.memberId),
  total_before: toMoney(correction.totalBefore, sale),
  total: toMoney(correction.total, sale),
  points_given: toWhole(correction.pointsGiven),
  points_taken_back: toWhole(correction.pointsTakenBack),
});

export const LateQuery = z.strictObject({
  dry: z.enum(['true', 'false']).optional().describe('true: counts what would be given, and gives nothing.'),
});
export type LateQuery = z.infer<typeof LateQuery>;

export const LateOrder = z
  .strictObject({
    from: instant().describe('Sales from then.'),
    to: instant().describe('Sales before then.'),
    after: z.string().min(1).max(200).optional().describe('`next` of an answer that did not come to the end.'),
  })
  .meta({ id: 'LateOrder', example: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' } });
export type LateOrder = z.infer<typeof LateOrder>;

export const LateAnswer = z
  .object({
    sales: z.int().describe('Sales that earn now.'),
    points: WholeNumber,
    sales_without_points: z.int().describe('Sales that earn nothing still.'),
    next: z.string().nullable().describe('Where to go on; null: all sales of the period were looked at.'),
  })
  .meta({ id: 'LateAdjudication' });
