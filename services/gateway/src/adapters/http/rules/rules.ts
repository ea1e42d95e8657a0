import type {
  BasketLine,
  EarningRule,
  ListEarningRulesResponse,
  PublishEarningRuleRequest,
  TryRulesRequest,
  TryRulesResponse,
} from '@vafa/contracts/campaigns';
import { z } from 'zod';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { count, identifierText, points, text } from '../scalars.ts';
import { decision } from '../sessions/effects.ts';

const amountMax = 100_000_000_000_000;

export const rule = overlay<EarningRule>(
  'vafa.campaigns.v1.EarningRule',
  {
    clubId: { hidden: true },
    code: { given: text(60) },
    name: { given: text(120) },
    points: { given: points() },
    perAmount: { given: z.int().min(1).max(amountMax) },
    validFrom: { given: true, otherwise: undefined, orNull: true },
    validUntil: { given: true, otherwise: undefined, orNull: true },
    minimumTotal: { given: count().max(amountMax), otherwise: 0n },
    branchIds: {
      as: 'branches',
      given: identifierText(120),
      otherwise: [],
      items: [0, 200],
      says: 'Only these branches; empty: all. Who sends a rule may name them by code.',
    },
    skus: { given: identifierText(64), otherwise: [], items: [0, 1_000] },
    enabled: { given: true, otherwise: true },
    holdsFrom: { orNull: true },
  },
  { id: 'EarningRule' },
);

const ruleDecision = { ...decision, id: 'RuleDecision', says: 'What rules give, and why others give nothing.' };

/** Branches are named by code or id; the rule keeps their ids. Raises `branch_not_found`. */
const withBranches = async (
  request: PublishEarningRuleRequest,
  { clubs, club }: Asked,
): Promise<PublishEarningRuleRequest> => {
  if (!request.rule) return request;
  const branches = await Promise.all(request.rule.branchIds.map((named) => clubs.branch(club.id, named)));
  return { ...request, rule: { ...request.rule, branchIds: branches.map(({ id }) => id) } };
};

const trial = overlay<TryRulesRequest>('vafa.campaigns.v1.TryRulesRequest', {
  branchId: {
    as: 'branch',
    given: identifierText(120),
    otherwise: '',
    says: 'Code or id; without one, no branch of any rule.',
  },
  withMember: { given: true, otherwise: true },
  at: { given: true, otherwise: undefined },
  lines: {
    given: true,
    items: [1, 200],
    of: overlay<BasketLine>(
      'vafa.campaigns.v1.BasketLine',
      {
        sku: { given: identifierText(64) },
        amount: { given: count().max(amountMax) },
        quantityMilli: { hidden: true },
      },
      { sentId: 'TriedLine', example: { sku: '85123A', amount: 1530 } },
    ),
  },
  rule: { given: true, otherwise: undefined, of: rule },
});

const tried = overlay<TryRulesResponse>(
  'vafa.campaigns.v1.TryRulesResponse',
  { now: { of: ruleDecision }, then: { of: ruleDecision }, rule: { of: rule, orNull: true } },
  { id: 'TriedRules' },
);

const inBranch = async (request: TryRulesRequest, asked: Asked): Promise<TryRulesRequest> => {
  const { clubs, club } = asked;
  const branchId = request.branchId === '' ? '' : (await clubs.branch(club.id, request.branchId)).id;
  const { rule: terms } = await withBranches({ clubId: club.id, key: '', rule: request.rule }, asked);
  return {
    ...request,
    branchId,
    // Rules look at amounts; the contract wants both.
    lines: request.lines.map((line) => ({ ...line, quantityMilli: 0n })),
    rule: terms && { ...terms, clubId: club.id, id: '', version: 0 },
  };
};

/** A rule as the caller may see it: not at all where it holds in other branches only, and without naming these. */
const withinBranches = (each: EarningRule, own: readonly string[]): EarningRule[] => {
  if (own.length === 0 || each.branchIds.length === 0) return [each];
  const branchIds = each.branchIds.filter((id) => own.includes(id));
  return branchIds.length > 0 ? [{ ...each, branchIds }] : [];
};

const seenBy = ({ rules, ...page }: ListEarningRulesResponse, { caller }: Asked): ListEarningRulesResponse => ({
  ...page,
  rules: rules.flatMap((each) => withinBranches(each, caller.branchIds)),
});

export const RulesController = controllerOf('Earning rules', [
  route('POST /v1/earning-rules', 'campaigns.publishEarningRule', {
    id: 'publishEarningRule',
    summary: 'Publish an earning rule, or the next version of one',
    access: 'rules:write',
    writes: true,
    status: 201,
    body: {
      of: rule,
      id: 'NewEarningRule',
      example: { code: 'pounds', name: 'A point a pound', points: 1, per_amount: 100 },
    },
    prepare: withBranches,
    answer: rule,
    asks: ['membership.getBranch'],
  }),
  route('GET /v1/earning-rules', 'campaigns.listEarningRules', {
    id: 'listEarningRules',
    summary: 'The current version of every rule',
    description: 'A key that is bound to branches sees those that hold in one of these.',
    access: 'rules:read',
    branches: 'judged',
    answer: rule,
    show: seenBy,
  }),
  route('GET /v1/earning-rules/:code/versions', 'campaigns.listRuleVersions', {
    id: 'listRuleVersions',
    summary: 'Every version of a rule, the newest first',
    access: 'rules:read',
    path: { code: text(60) },
    answer: rule,
  }),
  route('POST /v1/earning-rules/trial', 'campaigns.tryRules', {
    id: 'tryEarningRules',
    summary: 'What a basket would earn, with a rule that is not published yet',
    description: 'Writes nothing: no sale, no rule. Amounts are those of the lines, in minor units.',
    access: 'rules:read',
    body: {
      of: trial,
      id: 'RuleTrial',
      example: { lines: [{ sku: '85123A', amount: 1530 }] },
    },
    prepare: inBranch,
    answer: tried,
    asks: ['membership.getBranch'],
  }),
]);
