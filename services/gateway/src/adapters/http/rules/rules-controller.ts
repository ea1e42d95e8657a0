import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EarningRule } from '@vafa/contracts/campaigns';
import type { Club } from '@vafa/contracts/membership';
import type { Caller } from '../../../domain/api-key.ts';
import { Clubs } from '../../grpc/clubs.ts';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { PageQuery, toPage } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import { NewRule, RuleAnswer, RulePage, toRule } from './rule-schemas.ts';

@ApiTags('Earning rules')
@Controller('v1/earning-rules')
export class RulesController {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    private readonly clubs: Clubs,
  ) {}

  @Post()
  @Operation({
    id: 'publishEarningRule',
    summary: 'Publish an earning rule, or the next version of one',
    access: 'rules:write',
    writes: true,
    status: 201,
    answer: RuleAnswer,
    errors: ['invalid_rule', 'branch_not_found', 'key_reused'],
  })
  async publish(
    @Body({ schema: NewRule }) body: NewRule,
    @TheClub() { id: clubId }: Club,
    @TheCommandKey() key: string,
  ) {
    const branches = await Promise.all((body.branches ?? []).map((branch) => this.clubs.branch(clubId, branch)));
    const { rule } = await this.services.campaigns.publishEarningRule({
      clubId,
      key,
      rule: {
        id: '',
        clubId,
        version: 0,
        publishedAt: undefined,
        holdsFrom: undefined,
        code: body.code,
        name: body.name,
        points: BigInt(body.points),
        perAmount: BigInt(body.per_amount),
        validFrom: body.valid_from,
        validUntil: body.valid_until,
        minimumTotal: BigInt(body.minimum_total ?? 0),
        branchIds: branches.map(({ id }) => id),
        skus: body.skus ?? [],
        enabled: body.enabled ?? true,
      },
    });
    return toRule(present(rule));
  }

  @Get()
  @Operation({
    id: 'listEarningRules',
    summary: 'The current version of every rule',
    description: 'A key that is bound to branches sees those that hold in one of these.',
    access: 'rules:read',
    branches: 'judged',
    answer: RulePage,
    errors: ['invalid_page_token'],
  })
  async list(
    @Query({ schema: PageQuery }) page: PageQuery,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
  ) {
    const { rules, nextPageToken } = await this.services.campaigns.listEarningRules({ clubId, page: toPage(page) });
    return { items: rules.flatMap((rule) => withinBranches(rule, caller)).map(toRule), next_page_token: nextPageToken };
  }
}

/** The rule as the caller may see it: not at all where it holds in other branches only, and without naming these. */
const withinBranches = (rule: EarningRule, { branchIds: own }: Caller): EarningRule[] => {
  if (own.length === 0 || rule.branchIds.length === 0) return [rule];
  const branchIds = rule.branchIds.filter((id) => own.includes(id));
  return branchIds.length > 0 ? [{ ...rule, branchIds }] : [];
};
