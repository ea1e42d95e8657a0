import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { requireNoClub, type Caller } from '../../../domain/api-key.ts';
import { Staff, type StaffScope } from '../../../use-cases/staff.ts';
import { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import { ownPage } from '../../own-page.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey, TheContext, type RequestContext } from '../request-context.ts';
import { NoBody, PageQuery, toPage } from '../scalars.ts';
import {
  MadeStaff,
  NewStaff,
  StaffAnswer,
  StaffChange,
  StaffPage,
  StaffPath,
  toMadeStaff,
  toStaff,
} from './staff-schemas.ts';

const scopeOf = ({ id: clubId }: Club, caller: Caller): StaffScope => ({
  clubId,
  ofAllClubs: caller.clubId === undefined,
});

@ApiTags('Staff')
@Controller('v1/staff')
export class StaffController {
  constructor(
    private readonly staff: Staff,
    private readonly clubs: RememberedClubs,
  ) {}

  @Post()
  @Operation({
    id: 'createStaff',
    summary: 'Make an account for a person',
    description: 'Answers with a one-time password, to be handed over; at the first sign-in it is replaced.',
    access: 'administrator',
    writes: true,
    status: 201,
    answer: MadeStaff,
    asks: ['membership.getBranch'],
    errors: ['username_taken', 'key_reused', 'all_clubs_administrator_only'],
  })
  async create(
    @Body({ schema: NewStaff }) { username, name, roles, branches, all_clubs: ofAllClubs }: NewStaff,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() command: string,
  ) {
    if (ofAllClubs) requireNoClub(caller);
    const branchIds = await this.branchIds(clubId, branches ?? []);
    const order = { username, name, roles, branchIds, clubId: ofAllClubs ? undefined : clubId };
    return toMadeStaff(await this.staff.create(order, command));
  }

  @Get()
  @Operation({
    id: 'listStaff',
    summary: "The club's accounts of people",
    description: 'Who belongs to all clubs sees those of all clubs too. Disabled ones are listed.',
    access: 'administrator',
    answer: StaffPage,
    errors: ['invalid_page_token'],
  })
  async list(@Query({ schema: PageQuery }) query: PageQuery, @TheClub() club: Club, @TheCaller() caller: Caller) {
    const { items, nextPageToken } = await ownPage(toPage(query), {
      by: 'after',
      list: (after = '', limit) => this.staff.list({ ...scopeOf(club, caller), after, limit }),
      toMessage: toStaff,
      valueOf: ({ id }) => id,
    });
    return { items, next_page_token: nextPageToken };
  }

  @Get(':staff_id')
  @Operation({
    id: 'getStaff',
    summary: 'An account of a person',
    access: 'administrator',
    answer: StaffAnswer,
    errors: ['staff_not_found'],
  })
  async get(
    @Param({ schema: StaffPath }) { staff_id: id }: StaffPath,
    @TheClub() club: Club,
    @TheCaller() caller: Caller,
  ) {
    return toStaff(await this.staff.find(scopeOf(club, caller), id));
  }

  @Patch(':staff_id')
  @Operation({
    id: 'changeStaff',
    summary: 'Change name, roles or branches of an account, or disable it',
    description: 'It holds within a second. The last administrator of a club, and of all clubs, stays.',
    access: 'administrator',
    writes: true,
    answer: StaffAnswer,
    asks: ['membership.getBranch'],
    errors: ['staff_not_found', 'last_administrator', 'all_clubs_administrator_only'],
  })
  async change(
    @Param({ schema: StaffPath }) { staff_id: id }: StaffPath,
    @Body({ schema: StaffChange }) { branches, disabled, ...named }: StaffChange,
    @TheClub() club: Club,
    @TheCaller() caller: Caller,
    @TheContext() context: RequestContext,
  ) {
    const { before, after } = await this.staff.change(scopeOf(club, caller), id, {
      ...named,
      ...(disabled !== undefined && { isDisabled: disabled }),
      ...(branches && { branchIds: await this.branchIds(club.id, branches) }),
    });
    context.audit = { before: toStaff(before), after: toStaff(after) };
    return toStaff(after);
  }

  @Post(':staff_id/password')
  @ApiBody({ required: false })
  @Operation({
    id: 'resetPassword',
    summary: 'Give an account a one-time password',
    description: 'The former password counts no more, and all sign-ins of the person end.',
    access: 'administrator',
    writes: true,
    answer: MadeStaff,
    errors: ['staff_not_found'],
  })
  async resetPassword(
    @Param({ schema: StaffPath }) { staff_id: id }: StaffPath,
    // Clients send an empty body with every write.
    @Body({ schema: NoBody }) _body: object | undefined,
    @TheClub() club: Club,
    @TheCaller() caller: Caller,
  ) {
    return toMadeStaff(await this.staff.resetPassword(scopeOf(club, caller), id));
  }

  private async branchIds(clubId: string, named: readonly string[]): Promise<string[]> {
    const branches = await Promise.all(named.map((branch) => this.clubs.branch(clubId, branch)));
    return [...new Set(branches.map(({ id }) => id))];
  }
}
