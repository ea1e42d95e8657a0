import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Settlement } from '@vafa/contracts/ledger';
import type { Club } from '@vafa/contracts/membership';
import { DomainError, type Clock } from '@vafa/kernel';
import { z } from 'zod';
import type { Caller } from '../../../domain/api-key.ts';
import type { Services } from '../../grpc/services.ts';
import { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import { answerOf } from '../contract/answers.ts';
import { Asked } from '../contract/asked.ts';
import { Limits } from '../limits.ts';
import { entry as entryForm, pointsUnit } from '../members/accounts.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey, TheContext, type RequestContext } from '../request-context.ts';
import { reference } from '../scalars.ts';
import { CLOCK, SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import { unitName } from './ledger-books.ts';

const longestKey = 2_000;

const NewSettlement = z
  .strictObject({
    member_id: reference(),
    unit: unitName().default(pointsUnit),
    key: z.string().min(1).max(longestKey).describe('Of the exception, as the list has it.'),
    into: z
      .enum(['account', 'club'])
      .describe(
        'account: what the club owes comes in, what the member owes is taken, with a debt for what is not there. club: at the cost or gain of the club.',
      ),
  })
  .meta({ id: 'NewSettlement', example: { member_id: 'mem_01hv…', key: 'e:sal_01hv…:rul_01hv…', into: 'account' } });
type NewSettlement = z.infer<typeof NewSettlement>;

@ApiTags('Ledger')
@Controller('v1/ledger')
export class LedgerSettlementsController {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    private readonly clubs: RememberedClubs,
    private readonly limits: Limits,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('exceptions/settle')
  @Operation({
    id: 'settleLedgerException',
    summary: 'End an exception of the ledger, by decision of a person',
    access: 'administrator',
    writes: true,
    answer: answerOf(entryForm).schema,
    asks: ['ledger.post'],
    errors: ['exception_not_found', 'exception_settled', 'account_closed', 'unknown_unit', 'key_reused'],
  })
  async settle(
    @Body({ schema: NewSettlement }) { member_id: memberId, unit, key: exceptionKey, into }: NewSettlement,
    @TheClub() club: Club,
    @TheCaller() { id: person }: Caller,
    @TheCommandKey() key: string,
    @TheContext() context: RequestContext,
  ) {
    const settle = {
      exceptionKey,
      into: into === 'club' ? Settlement.SETTLEMENT_CLUB : Settlement.SETTLEMENT_ACCOUNT,
      by: { person, role: 'administrator', approver: '' },
    };
    const command = {
      account: { clubId: club.id, memberId, unit },
      key,
      cause: key,
      effectiveAt: undefined,
      reason: 'settlement',
      reference: '',
      finished: false,
      terms: undefined,
      verb: { $case: 'settle' as const, value: settle },
    };
    const [outcome] = (await this.services.ledger.post({ commands: [command] })).outcomes;
    const { refusal, message, entry } = present(outcome);
    if (refusal !== '')
      throw new DomainError(
        refusal === 'exception_not_found' || refusal === 'unknown_unit' ? 'not_found' : 'refused',
        refusal,
        message,
      );
    return answerOf(entryForm).toRest(
      present(entry) as never,
      new Asked(this.services, this.clubs, this.limits, this.clock, context),
    );
  }
}
