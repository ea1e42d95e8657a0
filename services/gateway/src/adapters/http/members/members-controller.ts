import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club, FindMembersRequest } from '@vafa/contracts/membership';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheClub, TheCommandKey } from '../request-context.ts';
import { toPage } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import { AccountPage, pointsUnit, StatementPage, StatementQuery, toAccounts, toEntry } from './account-schemas.ts';
import { MemberAnswer, MemberPage, MemberPath, MemberQuery, MemberTierAnswer, NewMember, toMember, toMemberTier } from './member-schemas.ts';

const criterionOf = ({ phone, card, external_id: externalId, q }: MemberQuery): FindMembersRequest['criterion'] => {
  if (phone !== undefined) return { $case: 'phone', value: phone };
  if (card !== undefined) return { $case: 'cardNumber', value: card };
  if (externalId !== undefined) return { $case: 'externalId', value: externalId };
  return q === undefined ? undefined : { $case: 'name', value: q };
};

@ApiTags('Members')
@Controller('v1/members')
export class MembersController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Post()
  @Operation({ id: 'enrolMember', summary: 'Enrol a member', access: 'members:write', branches: 'club', writes: true, status: 201, answer: MemberAnswer, errors: ['identity_taken', 'invalid_phone', 'invalid_email', 'invalid_member', 'key_reused'] })
  async enrol(@Body({ schema: NewMember }) body: NewMember, @TheClub() { id: clubId }: Club, @TheCommandKey() key: string) {
    const { name = '', phone = '', email = '', card = '', external_id: externalId = '', birth_date: birthDate = '', consents = [] } = body;
    const { member } = await this.services.membership.enrolMember({
      clubId,
      key,
      name,
      phone,
      email,
      cardNumber: card,
      externalId,
      birthDate,
      consents: consents.map(({ purpose, granted, at }) => ({ purpose, granted, at })),
    });
    return toMember(present(member));
  }

  @Get()
  @Operation({ id: 'findMembers', summary: 'Find members by phone, card, external id or name; or list them', access: 'members:read', branches: 'club', answer: MemberPage, errors: ['invalid_phone', 'invalid_page_token'] })
  async find(@Query({ schema: MemberQuery }) query: MemberQuery, @TheClub() { id: clubId }: Club) {
    const { members, nextPageToken } = await this.services.membership.findMembers({ clubId, criterion: criterionOf(query), page: toPage(query) });
    return { items: members.map(toMember), next_page_token: nextPageToken };
  }

  @Get(':member_id')
  @Operation({ id: 'getMember', summary: "A member's profile", access: 'members:read', branches: 'club', answer: MemberAnswer, errors: ['member_not_found'] })
  async get(@Param({ schema: MemberPath }) { member_id: memberId }: MemberPath, @TheClub() { id: clubId }: Club) {
    return toMember(present((await this.services.membership.getMember({ clubId, memberId })).member));
  }

  @Get(':member_id/accounts')
  @Operation({ id: 'getMemberAccounts', summary: "A member's balances", access: 'members:read', branches: 'club', answer: AccountPage, errors: ['member_not_found'] })
  async accounts(@Param({ schema: MemberPath }) { member_id: memberId }: MemberPath, @TheClub() { id: clubId }: Club) {
    const [{ balances }] = await Promise.all([this.services.ledger.getBalances({ clubId, memberId, asOf: undefined }), this.services.membership.getMember({ clubId, memberId })]);
    return toAccounts(balances);
  }

  @Get(':member_id/statement')
  @Operation({ id: 'getMemberStatement', summary: "Entries of a member's account, newest first", access: 'members:read', branches: 'club', answer: StatementPage, errors: ['member_not_found', 'invalid_page_token'] })
  async statement(@Param({ schema: MemberPath }) { member_id: memberId }: MemberPath, @Query({ schema: StatementQuery }) query: StatementQuery, @TheClub() club: Club) {
    const account = { clubId: club.id, memberId, unit: query.unit ?? pointsUnit };
    const [{ entries, nextPageToken }] = await Promise.all([
      this.services.ledger.getStatement({ account, page: toPage(query), asOf: undefined }),
      this.services.membership.getMember({ clubId: club.id, memberId }),
    ]);
    return { items: entries.map((entry) => toEntry(entry, club)), next_page_token: nextPageToken };
  }

  @Get(':member_id/tier')
  @Operation({ id: 'getMemberTier', summary: "A member's tier now, and what is missing to the next", access: 'members:read', branches: 'club', answer: MemberTierAnswer, errors: ['member_not_found'] })
  async tier(@Param({ schema: MemberPath }) { member_id: memberId }: MemberPath, @TheClub() club: Club) {
    return toMemberTier(await this.services.membership.getMemberTier({ clubId: club.id, memberId, at: undefined }), club);
  }
}
