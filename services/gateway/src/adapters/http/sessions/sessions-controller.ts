import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { unreadTerms } from '@vafa/contracts';
import type { Club } from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import type { Caller } from '../../../domain/api-key.ts';
import { Clubs } from '../../grpc/clubs.ts';
import type { Services } from '../../grpc/services.ts';
import { Limits } from '../limits.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { NoBody } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import {
  Basket,
  HoldOrder,
  MoveOrder,
  PutQuery,
  ReturnedAnswer,
  ReturnOrder,
  SessionAnswer,
  SessionPath,
  toBookedReturn,
  toSession,
} from './session-schemas.ts';

/** Ten thousand lines. */
const basketBytesMax = 4 * 1024 ** 2;

@ApiTags('Sessions')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    private readonly clubs: Clubs,
    private readonly limits: Limits,
  ) {}

  @Put(':session_id')
  @Operation({
    id: 'putSession',
    summary: 'Open a session, or replace the basket of an open one',
    description:
      "The id is the client's own, unique in the club. Idempotent by it: no Idempotency-Key is needed. Answers effects, refusals with their reason, and a preview of the points; nothing is reserved.",
    access: 'sessions:write',
    branches: 'judged',
    answer: SessionAnswer,
    bodyBytesMax: basketBytesMax,
    asks: ['membership.getBranch', 'membership.getMember', 'checkout.putSession'],
    errors: ['body_too_large', 'unsupported_media_type'],
  })
  async put(
    @Param({ schema: SessionPath }) { session_id: sessionId }: SessionPath,
    @Query({ schema: PutQuery }) query: PutQuery,
    @Body({ schema: Basket }) basket: Basket,
    @TheClub() club: Club,
    @TheCaller() caller: Caller,
  ) {
    if (query.now && query.dry !== 'true')
      throw new DomainError('invalid', 'invalid_request', '`now` goes with dry=true only');
    const memberId = basket.member_id ?? '';
    const [branch] = await Promise.all([
      this.clubs.branchFor(caller, club.id, basket.branch),
      memberId === '' ? undefined : this.services.membership.getMember({ clubId: club.id, memberId }),
    ]);
    this.limits.till(caller.id, branch.id, basket.till);
    const { session } = await this.services.checkout.putSession(
      {
        clubId: club.id,
        sessionId,
        dry: query.dry === 'true',
        now: query.now,
        branchId: branch.id,
        till: basket.till,
        receipt: basket.receipt,
        memberId,
        ...unreadTerms,
        lines: basket.lines.map(({ sku, description = '', quantity: quantityMilli, unit_price: unitPrice }) => ({
          sku,
          description,
          quantityMilli,
          unitPrice,
          row: 0n,
        })),
      },
      caller,
    );
    return toSession(present(session));
  }

  @Get(':session_id')
  @Operation({
    id: 'getSession',
    summary: 'A session, open or ended',
    access: 'sessions:read',
    branches: 'judged',
    answer: SessionAnswer,
    asks: ['checkout.getSession'],
  })
  async get(
    @Param({ schema: SessionPath }) { session_id: sessionId }: SessionPath,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
  ) {
    return toSession(present((await this.services.checkout.getSession({ clubId, sessionId }, caller)).session));
  }

  @Post(':session_id/hold')
  @Operation({
    id: 'holdSession',
    summary: 'Hold points of the member, to pay a part of the sale',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    answer: SessionAnswer,
    asks: ['checkout.holdSession'],
  })
  async hold(
    @Param({ schema: SessionPath }) { session_id: sessionId }: SessionPath,
    @Body({ schema: HoldOrder }) order: HoldOrder,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() key: string,
  ) {
    const { session } = await this.services.checkout.holdSession(
      { clubId, sessionId, key, points: BigInt(order.points) },
      caller,
    );
    return toSession(present(session));
  }

  @Post(':session_id/close')
  @ApiBody({ required: false })
  @Operation({
    id: 'closeSession',
    summary: 'Make the sale final',
    description: 'Answers with the points; the accounts show them within a second.',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    answer: SessionAnswer,
    asks: ['checkout.closeSession'],
  })
  async close(
    @Param({ schema: SessionPath }) { session_id: sessionId }: SessionPath,
    @Body({ schema: NoBody }) _body: undefined,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() key: string,
  ) {
    const { session } = await this.services.checkout.closeSession({ clubId, sessionId, key }, caller);
    return toSession(present(session));
  }

  @Post(':session_id/cancel')
  @ApiBody({ required: false })
  @Operation({
    id: 'cancelSession',
    summary: 'End an open session without a sale',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    answer: SessionAnswer,
    asks: ['checkout.cancelSession'],
  })
  async cancel(
    @Param({ schema: SessionPath }) { session_id: sessionId }: SessionPath,
    @Body({ schema: NoBody }) _body: undefined,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() key: string,
  ) {
    const { session } = await this.services.checkout.cancelSession({ clubId, sessionId, key }, caller);
    return toSession(present(session));
  }

  @Post(':session_id/member')
  @Operation({
    id: 'moveSale',
    summary: 'Give a closed sale to the member whose it is',
    description:
      'With the points that are left of it and its spend. Who asked and why stands in the corrections of the session.',
    access: 'sales:correct',
    branches: 'judged',
    writes: true,
    answer: SessionAnswer,
    asks: ['membership.getMember', 'checkout.moveSale'],
  })
  async move(
    @Param({ schema: SessionPath }) { session_id: sessionId }: SessionPath,
    @Body({ schema: MoveOrder }) order: MoveOrder,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() key: string,
  ) {
    const { reason } = order;
    const memberId = order.member_id ?? '';
    if (memberId !== '') await this.services.membership.getMember({ clubId, memberId });
    const { session } = await this.services.checkout.moveSale(
      { clubId, sessionId, key, memberId, reason, by: caller.id },
      caller,
    );
    return toSession(present(session));
  }

  @Post(':session_id/returns')
  @Operation({
    id: 'returnLines',
    summary: 'Take back lines of a closed sale',
    description: 'Answers what the ledger booked of it, when it has within about two seconds.',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    status: 201,
    answer: ReturnedAnswer,
    mayChange: (answer: ReturnedAnswer) => !answer.return.booked,
    asks: ['checkout.returnLines'],
  })
  async returnLines(
    @Param({ schema: SessionPath }) { session_id: sessionId }: SessionPath,
    @Body({ schema: ReturnOrder }) order: ReturnOrder,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() key: string,
  ) {
    const lines = order.lines.map(({ position, quantity: quantityMilli }) => ({ position, quantityMilli, amount: 0n }));
    const answer = await this.services.checkout.returnLines(
      { clubId, sessionId, key, receipt: order.receipt ?? '', lines },
      caller,
    );
    const session = present(answer.session);
    return { return: toBookedReturn(present(answer.return), answer.booking, session), session: toSession(session) };
  }
}
