import { Body, Controller, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { Caller } from '../../../domain/api-key.ts';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub } from '../request-context.ts';
import { SERVICES } from '../services-token.ts';
import { orNull, toNumber, toWhole } from '../values.ts';
import { LateAnswer, LateOrder, LateQuery } from './correction-schemas.ts';

@ApiTags('Sessions')
@Controller('v1/late-adjudications')
export class LateAdjudicationsController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Post()
  @Operation({
    id: 'adjudicateLate',
    summary: 'Give sales that earned nothing what the rules of their time give today',
    description:
      'For sales of before there was a rule. A sale that has earned by any rule is left alone: a repeat gives nothing more. Looks at some thousand sales; go on with `next`.',
    access: 'sales:correct',
    branches: 'judged',
    writes: true,
    answer: LateAnswer,
    asks: ['checkout.adjudicateLate'],
  })
  async adjudicate(
    @Query({ schema: LateQuery }) { dry }: LateQuery,
    @Body({ schema: LateOrder }) { from, to, after = '' }: LateOrder,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
  ) {
    const answer = await this.services.checkout.adjudicateLate(
      { clubId, from, to, dry: dry === 'true', after, by: caller.id },
      { branchIds: caller.branchIds, deadlineMs: lateDeadlineMs },
    );
    return {
      sales: toNumber(answer.sales),
      points: toWhole(answer.points),
      sales_without_points: toNumber(answer.salesWithoutPoints),
      next: orNull(answer.next),
    };
  }
}

/** Thousands of sales are read, adjudicated and written. */
const lateDeadlineMs = 60_000;
