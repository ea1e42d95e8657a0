import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DeadLetter, EventStream } from '@vafa/events';
import { withinPageBytes } from '@vafa/mongo';
import { z } from 'zod';
import { Operation } from '../operation.ts';
import { instantOut, pageOf, text } from '../scalars.ts';
import { toInstant } from '../values.ts';

export const STREAM = Symbol('stream');

const DeadLetterAnswer = z
  .object({
    id: z.string(),
    topic: z.string(),
    group: z.string(),
    key: z.string(),
    type: z.string(),
    event_id: z.string(),
    club_id: z.string(),
    reason: z.string().describe('Code of the refusal; waits_behind: only waits for an earlier event of its key.'),
    message: z.string(),
    at: instantOut(),
    tries: z.int(),
  })
  .meta({ id: 'DeadLetter' });
const DeadLetterPage = pageOf(DeadLetterAnswer, 'DeadLetterPage');

const filterShape = {
  group: text(80).optional().describe('Only those of this consumer.'),
  topic: text(80).optional().describe('Only those of this topic.'),
};
const FilterQuery = z.strictObject(filterShape);
const ReplayOrder = z.strictObject(filterShape).meta({ id: 'ReplayOrder', example: { group: 'ledger' } });
const ReplayAnswer = z
  .object({ replayed: z.int().describe('Dead letters that are applied again.') })
  .meta({ id: 'Replay' });

const toDeadLetter = ({ eventId, clubId, at, ...letter }: DeadLetter): z.infer<typeof DeadLetterAnswer> => ({
  ...letter,
  event_id: eventId,
  club_id: clubId,
  at: toInstant(at),
});

@ApiTags('Operations')
@Controller('v1')
export class OperationsController {
  constructor(@Inject(STREAM) private readonly stream: EventStream) {}

  @Get('events/dead-letters')
  @Operation({
    id: 'listDeadLetters',
    summary: 'Events that could not be applied',
    description: 'Oldest first, at most 200 and 1 MiB, of all clubs.',
    access: 'administrator',
    club: false,
    answer: DeadLetterPage,
  })
  async deadLetters(
    @Query({ schema: FilterQuery }) filter: z.infer<typeof FilterQuery>,
  ): Promise<z.infer<typeof DeadLetterPage>> {
    return {
      items: [...withinPageBytes((await this.stream.deadLetters(filter)).map(toDeadLetter))],
      next_page_token: '',
    };
  }

  @Post('events/replays')
  @Operation({
    id: 'replayDeadLetters',
    summary: 'Have dead letters applied again, in order',
    access: 'administrator',
    club: false,
    writes: true,
    status: 202,
    answer: ReplayAnswer,
  })
  async replay(
    @Body({ schema: ReplayOrder }) filter: z.infer<typeof ReplayOrder>,
  ): Promise<z.infer<typeof ReplayAnswer>> {
    return { replayed: await this.stream.replay(filter) };
  }
}
