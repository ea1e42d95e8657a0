import { Controller, Get, Inject, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { LiveFeed } from '../../../use-cases/live-feed.ts';
import { ApiKeys } from '../../../use-cases/api-keys.ts';
import { SignIns } from '../../../use-cases/sign-ins.ts';
import { Operation } from '../operation.ts';
import { required } from '../request-context.ts';
import { reference } from '../scalars.ts';
import { liveAnswer, type LiveTimes } from './live-answer.ts';

export const LIVE_TIMES = Symbol('live times');

const LiveQuery = z.strictObject({
  after: reference().optional().describe('Id of the last event that was seen; the header Last-Event-ID says the same.'),
});
type LiveQuery = z.infer<typeof LiveQuery>;

const headers = {
  'cache-control': 'no-store, no-transform',
  // Proxies keep answers back to send them in larger pieces; and when it is over, nothing else comes this way.
  'x-accel-buffering': 'no',
  connection: 'close',
};

const lastSeen = ({ headers: { 'last-event-id': id } }: FastifyRequest): string | undefined =>
  typeof id === 'string' && id !== '' ? id : undefined;

@ApiTags('Events')
@Controller('v1/events')
export class LiveController {
  constructor(
    @Inject(LiveFeed) private readonly feed: LiveFeed,
    @Inject(SignIns) private readonly signIns: SignIns,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(LIVE_TIMES) private readonly times: LiveTimes,
  ) {}

  @Get('live')
  @Operation({
    id: 'followEvents',
    summary: 'What happens, as it happens',
    description:
      'Server-sent events: each has `id` and `data`, JSON with `kind` (`sale`, `return`, `points`, `redemption`, `enrolment`), `at`, `branch_id`, `member_id`, `reward_id`, `points` and `money`. `event: gap` says that something may not have been told, `event: end` why it is over. Comments come every ten seconds. Who is bound to branches is told what happens in them. See docs/live.md.',
    access: 'summary:read',
    branches: 'judged',
    answersAs: 'text/event-stream',
  })
  async follow(
    @Query({ schema: LiveQuery }) { after }: LiveQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const caller = required(request.vafa.caller, 'caller');
    const club = required(request.vafa.club, 'club');
    const { secret = '' } = request.vafa;
    void reply.headers(headers);
    const of = { callerId: caller.signInId ?? caller.id, clubId: club.id, branchIds: caller.branchIds };
    const listener = await this.feed.open(of, lastSeen(request) ?? after);
    const mayStill = async (): Promise<boolean> =>
      caller.signInId === undefined
        ? (await this.keys.recognise(secret)) !== undefined
        : this.signIns.stillCounts(secret);
    const answer = liveAnswer({ listener, times: this.times, mayStill });
    // Whoever asks for the head alone is not told anything.
    if (request.method === 'HEAD') listener.close('left');
    return new StreamableFile(answer, { type: 'text/event-stream; charset=utf-8' });
  }
}
