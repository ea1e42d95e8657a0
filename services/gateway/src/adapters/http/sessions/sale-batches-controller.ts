import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { Caller } from '../../../domain/api-key.ts';
import { SubmitSales } from '../../grpc/submit-sales.ts';
import { Limits } from '../limits.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { SaleBatch, SaleBatchAnswer, toOutcome, toSale } from './sale-batch-schemas.ts';

const batchBytesMax = 4 * 1024 ** 2;

@ApiTags('Sessions')
@Controller('v1/sale-batches')
export class SaleBatchesController {
  constructor(
    private readonly submitSales: SubmitSales,
    private readonly limits: Limits,
  ) {}

  @Post()
  @Operation({
    id: 'submitSales',
    summary: 'Submit sales and returns that were made elsewhere',
    description:
      'At most 500. Each is accepted, a duplicate or an exception for itself: never all or nothing. Historical sales ask no survey and send nothing.',
    access: 'sales:write',
    branches: 'judged',
    bodyBytesMax: batchBytesMax,
    writes: true,
    answer: SaleBatchAnswer,
    asks: ['membership.ensureMembers', 'checkout.submitBatch'],
  })
  async submit(
    @Body({ schema: SaleBatch }) { items }: SaleBatch,
    @TheClub() club: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() key: string,
  ) {
    for (const [branch, till] of tillsIn(items)) this.limits.till(caller.id, branch, till);
    return { items: (await this.submitSales.execute(club, caller, key, items.map(toSale))).map(toOutcome) };
  }
}

/** Branch and till of each till that a batch is of. */
const tillsIn = (items: SaleBatch['items']): readonly (readonly [string, string])[] => {
  const tills = items.map(({ branch, till = '' }) => [JSON.stringify([branch, till]), [branch, till]] as const);
  return [...new Map(tills).values()];
};
