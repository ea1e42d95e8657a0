import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { z } from 'zod';
import { SummariseClub } from '../../grpc/summarise-club.ts';
import { Operation } from '../operation.ts';
import { TheClub } from '../request-context.ts';
import { MoneySchema } from '../scalars.ts';
import { orNull, toMoney, toNumber } from '../values.ts';

const SummaryAnswer = z
  .object({
    members: z.int().describe('With an accepted sale.'),
    sales: z.int().describe('With at least one accepted line.'),
    sales_without_member: z.int(),
    returns: z.int().describe('With at least one accepted line.'),
    points_accrued: z.int(),
    points_burned: z.int(),
    points_taken_back: z.int(),
    points_outstanding: z.int(),
    liability: MoneySchema,
    best_members: z.array(z.object({ member_id: z.string(), external_id: z.string().nullable(), points: z.int() })).describe('Ten, by points, then external id.'),
    exceptions: z.int().describe('Rows that were not accepted, or only in part.'),
  })
  .meta({ id: 'Summary' });

@ApiTags('Summary')
@Controller('v1/summary')
export class SummaryController {
  constructor(private readonly summariseClub: SummariseClub) {}

  @Get()
  @Operation({ id: 'getSummary', summary: 'The club in figures', access: 'summary:read', answer: SummaryAnswer })
  async get(@TheClub() club: Club): Promise<z.infer<typeof SummaryAnswer>> {
    const summary = await this.summariseClub.execute(club);
    return {
      members: toNumber(summary.members),
      sales: toNumber(summary.sales),
      sales_without_member: toNumber(summary.salesWithoutMember),
      returns: toNumber(summary.returns),
      points_accrued: toNumber(summary.pointsAccrued),
      points_burned: toNumber(summary.pointsBurned),
      points_taken_back: toNumber(summary.pointsTakenBack),
      points_outstanding: toNumber(summary.pointsOutstanding),
      liability: toMoney(summary.liability, club),
      best_members: summary.bestMembers.map(({ memberId, externalId, points }) => ({ member_id: memberId, external_id: orNull(externalId), points: toNumber(points) })),
      exceptions: toNumber(summary.exceptions),
    };
  }
}
