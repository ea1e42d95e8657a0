import { Body, Controller, Get, Headers, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Club, FindMembersRequest } from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../../domain/api-key.ts';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { PageQuery, toPage } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import { AccountPage, pointsUnit, StatementPage, StatementQuery, toAccounts, toEntry } from './account-schemas.ts';
import { LookUps } from './look-ups.ts';
import {
  CorrectionPage,
  MemberAnswer,
  MemberCorrection,
  MemberPage,
  MemberPath,
  MemberQuery,
  NewMember,
  toCorrection,
  toMember,
} from './member-schemas.ts';

const criterionOf = ({ phone, card, external_id: externalId, q }: MemberQuery): FindMembersRequest['criterion'] => {
  if (phone !== undefined) return { $case: 'phone', value: phone };
  if (card !== undefined) return { $case: 'cardNumber', value: card };
  if (externalId !== undefined) return { $case: 'externalId', value: externalId };
  return q === undefined ? undefined : { $case: 'name', value: q };
};

/** The revision that If-Match names, 0 when any will do. Raises `invalid_request`. */
const revisionIn = (ifMatch: string | undefined): number => {
  if (ifMatch === undefined || ifMatch === '*') return 0;
  const revision = /^(?:W\/)?"?([1-9]\d{0,8})"?$/.exec(ifMatch.trim())?.[1];
  if (revision === undefined)
    throw new DomainError('invalid', 'invalid_request', 'If-Match names the revision of a member, as its ETag does');
  return Number(revision);
};

/** Null takes a value away, which the contract says by empty text. */
const change = (value: string | null | undefined): string | undefined => (value === null ? '' : value);

@ApiTags('Members')
@Controller('v1/members')
export class MembersController {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    private readonly lookUps: LookUps,
  ) {}

  @Post()
  @Operation({
    id: 'enrolMember',
    summary: 'Enrol a member',
    access: 'members:write',
    branches: 'club',
    writes: true,
    status: 201,
    answer: MemberAnswer,
    asks: ['membership.enrolMember'],
  })
  async enrol(
    @Body({ schema: NewMember }) body: NewMember,
    @TheCaller() caller: Caller,
    @TheClub() { id: clubId }: Club,
    @TheCommandKey() key: string,
  ) {
    const {
      name = '',
      phone = '',
      email = '',
      card = '',
      external_id: externalId = '',
      birth_date: birthDate = '',
      consents = [],
    } = body;
    const request = {
      clubId,
      key,
      name,
      phone,
      email,
      cardNumber: card,
      externalId,
      birthDate,
      consents: consents.map(({ purpose, granted, at }) => ({ purpose, granted, at })),
    };
    return toMember(
      await this.lookUps.write(caller, async () =>
        present((await this.services.membership.enrolMember(request)).member),
      ),
    );
  }

  @Get()
  @Operation({
    id: 'findMembers',
    summary: 'Find members by phone, card, external id or name; or list them',
    description: 'A key that is bound to branches looks up, and sees members masked.',
    access: 'members:read',
    branches: 'club',
    answer: MemberPage,
    asks: ['membership.findMembers'],
    errors: ['look_up_only'],
  })
  async find(
    @Query({ schema: MemberQuery }) query: MemberQuery,
    @TheCaller() caller: Caller,
    @TheClub() { id: clubId }: Club,
  ) {
    const ask = (asked: MemberQuery) =>
      this.services.membership.findMembers({ clubId, criterion: criterionOf(asked), page: toPage(asked) });
    const { members, nextPageToken } = await this.lookUps.find(caller, query, ask);
    return { items: members.map((member) => this.lookUps.shown(caller, member)), next_page_token: nextPageToken };
  }

  @Get(':member_id')
  @Operation({
    id: 'getMember',
    summary: "A member's profile",
    access: 'members:read',
    branches: 'club',
    answer: MemberAnswer,
    asks: ['membership.getMember'],
  })
  async get(
    @Param({ schema: MemberPath }) { member_id: memberId }: MemberPath,
    @TheCaller() caller: Caller,
    @TheClub() { id: clubId }: Club,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const member = await this.lookUps.one(caller, async () =>
      present((await this.services.membership.getMember({ clubId, memberId })).member),
    );
    void reply.header('etag', `"${String(member.revision)}"`);
    return this.lookUps.shown(caller, member);
  }

  @Patch(':member_id')
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag of the member that was read: another one is refused with 412.',
    example: '"3"',
  })
  @Operation({
    id: 'correctMember',
    summary: 'Correct a member',
    description:
      'What is not named stays; null takes a value away. Old phone, card, e-mail and external id are free again. A key that is bound to branches changes what it sees: neither phone, e-mail, card nor birth date.',
    access: 'members:write',
    branches: 'club',
    writes: true,
    answer: MemberAnswer,
    asks: ['membership.correctMember'],
    errors: ['look_up_only'],
  })
  async correct(
    @Param({ schema: MemberPath }) { member_id: memberId }: MemberPath,
    @Body({ schema: MemberCorrection }) body: MemberCorrection,
    @Headers('if-match') ifMatch: string | undefined,
    @TheCaller() caller: Caller,
    @TheClub() { id: clubId }: Club,
    @TheCommandKey() key: string,
  ) {
    this.lookUps.requireCorrectable(caller, body);
    const {
      name,
      phone,
      email,
      card,
      external_id: externalId,
      birth_date: birthDate,
      consents = [],
      reason = '',
      revision,
    } = body;
    const request = {
      clubId,
      memberId,
      key,
      by: caller.id,
      reason,
      revision: revisionIn(ifMatch) || (revision ?? 0),
      name: change(name),
      phone: change(phone),
      email: change(email),
      cardNumber: change(card),
      externalId: change(externalId),
      birthDate: change(birthDate),
      consents: consents.map(({ purpose, granted, at }) => ({ purpose, granted, at })),
    };
    return this.lookUps.shown(
      caller,
      await this.lookUps.write(caller, async () =>
        present((await this.services.membership.correctMember(request)).member),
      ),
    );
  }

  @Get(':member_id/corrections')
  @Operation({
    id: 'listMemberCorrections',
    summary: 'What was corrected of a member, by whom and why, newest first',
    access: 'members:read',
    answer: CorrectionPage,
    asks: ['membership.listCorrections'],
  })
  async corrections(
    @Param({ schema: MemberPath }) { member_id: memberId }: MemberPath,
    @Query({ schema: PageQuery }) page: PageQuery,
    @TheClub() { id: clubId }: Club,
  ) {
    const { corrections, nextPageToken } = await this.services.membership.listCorrections({
      clubId,
      memberId,
      page: toPage(page),
    });
    return { items: corrections.map(toCorrection), next_page_token: nextPageToken };
  }

  @Get(':member_id/accounts')
  @Operation({
    id: 'getMemberAccounts',
    summary: "A member's balances",
    access: 'members:read',
    branches: 'club',
    answer: AccountPage,
    asks: ['membership.getMember', 'ledger.getBalances'],
  })
  async accounts(@Param({ schema: MemberPath }) { member_id: memberId }: MemberPath, @TheClub() { id: clubId }: Club) {
    const [{ balances }] = await Promise.all([
      this.services.ledger.getBalances({ clubId, memberId, asOf: undefined }),
      this.services.membership.getMember({ clubId, memberId }),
    ]);
    return toAccounts(balances);
  }

  @Get(':member_id/statement')
  @Operation({
    id: 'getMemberStatement',
    summary: "Entries of a member's account, newest first",
    access: 'members:read',
    branches: 'club',
    answer: StatementPage,
    asks: ['membership.getMember', 'ledger.getStatement'],
  })
  async statement(
    @Param({ schema: MemberPath }) { member_id: memberId }: MemberPath,
    @Query({ schema: StatementQuery }) query: StatementQuery,
    @TheClub() club: Club,
  ) {
    const account = { clubId: club.id, memberId, unit: query.unit ?? pointsUnit };
    const [{ entries, nextPageToken }] = await Promise.all([
      this.services.ledger.getStatement({ account, page: toPage(query), asOf: undefined }),
      this.services.membership.getMember({ clubId: club.id, memberId }),
    ]);
    return { items: entries.map((entry) => toEntry(entry, club)), next_page_token: nextPageToken };
  }
}
