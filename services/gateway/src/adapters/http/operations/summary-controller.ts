import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { z } from 'zod';
import { SummariseClub } from '../../grpc/summarise-club.ts';
import { Operation } from '../operation.ts';
import { TheClub } from '../request-context.ts';
import { MoneySchema, WholeNumber } from '../scalars.ts';
import { orNull, toMoney, toNumber, toWhole } from '../values.ts';

const SummaryAnswer = z
  .object({
    members: z.int().describe('With an accepted sale.'),
    sales: z.int().describe('With at least one accepted line.'),
    sales_without_member: z.int(),
    returns: z.int().describe('With at least one accepted line.'),
    points_accrued: WholeNumber,
    points_burned: WholeNumber,
    points_taken_back: WholeNumber,
    points_expired: WholeNumber,
    points_opened: WholeNumber.describe('Brought along from another system.'),
    points_adjusted: WholeNumber.describe('Corrected by people: up less down.'),
    points_in_transit: WholeNumber.describe('Sent as gifts and not yet there.'),
    points_suspended: WholeNumber.describe(
      'What finished sales did and accounts could not take; positive: the club owes it.',
    ),
    points_outstanding: WholeNumber.describe(
      'Available, pending and held: accrued + opened + adjusted − burned − taken back − expired − in transit − suspended.',
    ),
    liability: MoneySchema,
    best_members: z
      .array(z.object({ member_id: z.string(), external_id: z.string().nullable(), points: WholeNumber }))
      .describe('Ten, by points, then external id.'),
    exceptions: z.int().describe('Rows that were not accepted, or only in part.'),
  })
  .meta({ id: 'Summary' });

@ApiTags('Summary')
@Controller('v1/summary')
export class SummaryController {
  constructor(private readonly summariseClub: SummariseClub) {}

  @Get()
  @Operation({
    id: 'getSummary',
    summary: 'The club in figures',
    access: 'summary:read',
    answer: SummaryAnswer,
    asks: [
      'checkout.getCheckoutSummary',
      'ledger.getLedgerSummary',
      'membership.getMembershipSummary',
      'membership.rankMembers',
    ],
  })
  async get(@TheClub() club: Club): Promise<z.infer<typeof SummaryAnswer>> {
    const summary = await this.summariseClub.execute(club);
    return {
      members: toNumber(summary.members),
      sales: toNumber(summary.sales),
      sales_without_member: toNumber(summary.salesWithoutMember),
      returns: toNumber(summary.returns),
      points_accrued: toWhole(summary.pointsAccrued),
      points_burned: toWhole(summary.pointsBurned),
      points_taken_back: toWhole(summary.pointsTakenBack),
      points_expired: toWhole(summary.pointsExpired),
      points_opened: toWhole(summary.pointsOpened),
      points_adjusted: toWhole(summary.pointsAdjusted),
      points_in_transit: toWhole(summary.pointsInTransit),
      points_suspended: toWhole(summary.pointsSuspended),
      points_outstanding: toWhole(summary.pointsOutstanding),
      liability: toMoney(summary.liability, club),
      best_members: summary.bestMembers.map(({ memberId, externalId, amount }) => ({
        member_id: memberId,
        external_id: orNull(externalId),
        points: toWhole(amount),
      })),
      exceptions: toNumber(summary.exceptions),
    };
  }
}
