import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { Caller } from '../../../domain/api-key.ts';
import { SubmitSales } from '../../grpc/submit-sales.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { SaleBatch, SaleBatchAnswer, toOutcome, toSale } from './sale-batch-schemas.ts';

@ApiTags('Sessions')
@Controller('v1/sale-batches')
export class SaleBatchesController {
  constructor(private readonly submitSales: SubmitSales) {}

  @Post()
  @Operation({
    id: 'submitSales',
    summary: 'Submit sales and returns that were made elsewhere',
    description: 'At most 500. Each is accepted, a duplicate or an exception for itself: never all or nothing. Historical sales ask no survey and send nothing.',
    access: 'sales:write',
    writes: true,
    answer: SaleBatchAnswer,
    errors: ['invalid_member'],
  })
  async submit(@Body({ schema: SaleBatch }) { items }: SaleBatch, @TheClub() club: Club, @TheCaller() caller: Caller, @TheCommandKey() key: string) {
    return { items: (await this.submitSales.execute(club, caller, key, items.map(toSale))).map(toOutcome) };
  }
}
