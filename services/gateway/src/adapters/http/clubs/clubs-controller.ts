import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { Caller } from '../../../domain/api-key.ts';
import { Clubs } from '../../grpc/clubs.ts';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { PageQuery, toPage } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import {
  BranchAnswer,
  BranchPage,
  ClubAnswer,
  ClubChange,
  ClubPage,
  ClubPath,
  NewBranch,
  NewClub,
  Tiers,
  TiersAnswer,
  toBranch,
  toClub,
  toTiers,
} from './club-schemas.ts';

const pointCostDefault = 10_000;

@ApiTags('Clubs')
@Controller('v1')
export class ClubsController {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    private readonly clubs: Clubs,
  ) {}

  @Post('clubs')
  @Operation({
    id: 'createClub',
    summary: 'Create a club',
    access: 'administrator',
    club: false,
    writes: true,
    status: 201,
    answer: ClubAnswer,
    asks: ['membership.createClub'],
  })
  async createClub(@Body({ schema: NewClub }) body: NewClub, @TheCommandKey() key: string) {
    const {
      code,
      name,
      currency,
      time_zone: timeZone,
      point_cost: pointCost = pointCostDefault,
      point_value: pointValue = pointCost,
      country = '',
    } = body;
    const points = { pointCost: BigInt(pointCost), pointValue: BigInt(pointValue) };
    const { club } = await this.services.membership.createClub({
      key,
      code,
      name,
      currency,
      timeZone,
      ...points,
      country,
    });
    return toClub(present(club));
  }

  @Patch('clubs/:club_code')
  @Operation({
    id: 'changeClub',
    summary: "Change a club's name or country",
    description:
      'A country holds for the phone numbers that come; those that are stored stay. Currency, time zone, code, point cost and point value stay as they were made. The answer shows the latest 20 changes.',
    access: 'administrator',
    club: false,
    writes: true,
    answer: ClubAnswer,
    asks: ['membership.changeClub'],
  })
  async changeClub(
    @Param({ schema: ClubPath }) { club_code: idOrCode }: ClubPath,
    @Body({ schema: ClubChange }) { name, country, reason = '' }: ClubChange,
    @TheCaller() { id: by }: Caller,
    @TheCommandKey() key: string,
  ) {
    const { club } = await this.services.membership.changeClub({ idOrCode, key, by, reason, name, country });
    this.clubs.forget(present(club));
    return toClub(present(club));
  }

  @Get('clubs')
  @Operation({
    id: 'listClubs',
    summary: 'List the clubs',
    access: 'administrator',
    club: false,
    answer: ClubPage,
    asks: ['membership.listClubs'],
  })
  async listClubs(@Query({ schema: PageQuery }) page: PageQuery) {
    const { clubs, nextPageToken } = await this.services.membership.listClubs({ page: toPage(page) });
    return { items: clubs.map(toClub), next_page_token: nextPageToken };
  }

  @Post('branches')
  @Operation({
    id: 'createBranch',
    summary: 'Create a branch',
    description: 'A branch that is there already is answered as it is.',
    access: 'branches:write',
    writes: true,
    status: 201,
    answer: BranchAnswer,
    asks: ['membership.ensureBranches'],
  })
  async createBranch(@Body({ schema: NewBranch }) { code, name = code }: NewBranch, @TheClub() { id: clubId }: Club) {
    const { branches } = await this.services.membership.ensureBranches({ clubId, branches: [{ code, name }] });
    return toBranch(present(branches[0]));
  }

  @Get('branches')
  @Operation({
    id: 'listBranches',
    summary: 'List the branches',
    description: 'A key that is bound to branches sees these, on one page.',
    access: 'branches:read',
    branches: 'judged',
    answer: BranchPage,
    asks: ['membership.listBranches', 'membership.getBranch'],
  })
  async listBranches(
    @Query({ schema: PageQuery }) page: PageQuery,
    @TheClub() { id: clubId }: Club,
    @TheCaller() { branchIds }: Caller,
  ) {
    if (branchIds.length > 0)
      return { items: (await this.clubs.branchesOf(clubId, branchIds)).map(toBranch), next_page_token: '' };
    const { branches, nextPageToken } = await this.services.membership.listBranches({ clubId, page: toPage(page) });
    return { items: branches.map(toBranch), next_page_token: nextPageToken };
  }

  @Post('tiers')
  @Operation({
    id: 'setTiers',
    summary: "Replace the club's set of tiers",
    access: 'tiers:write',
    writes: true,
    answer: TiersAnswer,
    asks: ['membership.setTiers'],
  })
  async setTiers(@Body({ schema: Tiers }) body: Tiers, @TheClub() { id: clubId }: Club, @TheCommandKey() key: string) {
    const tiers = body.tiers.map(({ code, name, spend_from: spendFrom }) => ({ code, name, spendFrom }));
    return toTiers(await this.services.membership.setTiers({ clubId, key, periodDays: body.period_days, tiers }));
  }

  @Get('tiers')
  @Operation({
    id: 'getTiers',
    summary: "The club's set of tiers",
    access: 'tiers:read',
    branches: 'club',
    answer: TiersAnswer,
    asks: ['membership.getTiers'],
  })
  async getTiers(@TheClub() { id: clubId }: Club) {
    return toTiers(await this.services.membership.getTiers({ clubId }));
  }
}
