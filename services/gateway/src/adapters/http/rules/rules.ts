import type {
  BasketLine,
  EarningRule,
  ListEarningRulesResponse,
  PublishEarningRuleRequest,
  TryRulesRequest,
  TryRulesResponse,
} from '@vafa/contracts/campaigns';
import type { ReplayedRule, ReplayedSale, ReplayRulesRequest, ReplayRulesResponse } from '@vafa/contracts/checkout';
import { z } from 'zod';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import type { HoldBack } from '../contract/held.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { count, identifierText, points, seenRevision, text } from '../scalars.ts';
import { decision } from '../sessions/effects.ts';
import { present } from '../values.ts';

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
    version: {
      ...seenRevision,
      says: 'Of what is sent: the newest version that was seen; another one is refused with 412. Default is any.',
    },
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

const replay = overlay<ReplayRulesRequest>('vafa.checkout.v1.ReplayRulesRequest', {
  from: { given: true, required: true, says: 'Sales from then.' },
  to: { given: true, required: true, says: 'Sales before then.' },
  after: {
    given: z.string().min(1).max(200),
    otherwise: '',
    says: '`next` of an answer that did not come to the end.',
  },
  rule: { given: true, required: true, of: rule, says: 'Tried as if it had held from the beginning of the period.' },
});

const whole = { whole: true } as const;
const both = { pointsGiven: whole, pointsDrafted: whole };
const replayed = overlay<ReplayRulesResponse>(
  'vafa.checkout.v1.ReplayRulesResponse',
  {
    ...both,
    rules: { of: overlay<ReplayedRule>('vafa.checkout.v1.ReplayedRule', both) },
    differences: {
      of: overlay<ReplayedSale>('vafa.checkout.v1.ReplayedSale', { ...both, amount: { money: true } }),
    },
    next: { orNull: true, says: 'Where to go on; null: all sales of the period were looked at.' },
  },
  { id: 'ReplayedRules' },
);

const replayDeadlineMs = 60_000;

const asDrafted = async (request: ReplayRulesRequest, asked: Asked): Promise<ReplayRulesRequest> => {
  const { rule: terms } = await withBranches({ clubId: asked.club.id, key: '', rule: request.rule }, asked);
  return { ...request, rule: terms && { ...terms, clubId: asked.club.id, id: '', version: 0 } };
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

const isSame = (one: object, other: object, but: readonly string[]): boolean => {
  const text = (rule: object): string =>
    JSON.stringify(
      Object.entries(rule)
        .filter(([name]) => !but.includes(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
  return text(one) === text(other);
};

const ofPublication = ['id', 'clubId', 'version', 'holdsFrom', 'name', 'points', 'perAmount'];

/** True unless it gives nothing, or the same under the same conditions at no higher rate. */
const mayGiveMore = (next: EarningRule, known: EarningRule | undefined): boolean => {
  if (!next.enabled) return false;
  if (!known || !isSame(next, known, ofPublication)) return true;
  return next.points * known.perAmount > known.points * next.perAmount;
};

/** A rule that may give more than the one before waits, where the club has it so. */
const higher: HoldBack<PublishEarningRuleRequest> = async ({ rule: terms }, { services, club, caller }) => {
  const { settings } = await services.gateway.getApprovalSettings({ clubId: club.id, askedBy: caller.id });
  if (!settings?.rules) return undefined;
  const next = present(terms);
  const page = { pageSize: 1, pageToken: '' };
  const { rules } = await services.campaigns.listRuleVersions({ clubId: club.id, code: next.code, page });
  const [known] = rules;
  if (!mayGiveMore(next, known)) return undefined;
  const told = ({ points: given, perAmount, minimumTotal, enabled, validFrom, validUntil }: EarningRule): object => ({
    points: given,
    per_amount: perAmount,
    minimum_total: minimumTotal,
    enabled,
    valid_from: validFrom,
    valid_until: validUntil,
  });
  return { subject: next.code, ...(known && { before: told(known) }), after: told(next) };
};

export const RulesController = controllerOf('Earning rules', [
  route('POST /v1/earning-rules', 'campaigns.publishEarningRule', {
    id: 'publishEarningRule',
    summary: 'Publish an earning rule, or the next version of one',
    description:
      'Where the club has it so, one that may give more than the version before is not published: 202 tells the approval that it waits for.',
    access: 'rules:write',
    stepUp: true,
    writes: true,
    status: 201,
    body: {
      of: rule,
      id: 'NewEarningRule',
      example: { code: 'pounds', name: 'A point a pound', points: 1, per_amount: 100 },
    },
    prepare: withBranches,
    holdBack: higher,
    answer: rule,
    asks: ['membership.getBranch', 'gateway.getApprovalSettings', 'campaigns.listRuleVersions'],
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
  route('POST /v1/earning-rules/replay', 'checkout.replayRules', {
    id: 'replayEarningRules',
    summary: 'What recorded sales would have earned, with a rule that is not published yet',
    description:
      'Writes nothing. Of what was returned nothing counts, neither given nor drafted. Looks at some hundred sales of members; go on with `next`, and stop whenever you like.',
    access: 'rules:read',
    body: {
      of: replay,
      id: 'RuleReplay',
      example: {
        from: '2026-01-01T00:00:00Z',
        to: '2026-02-01T00:00:00Z',
        rule: { code: 'pounds', name: 'A point a pound', points: 1, per_amount: 100 },
      },
    },
    prepare: asDrafted,
    deadlineMs: replayDeadlineMs,
    answer: replayed,
    asks: ['membership.getBranch'],
  }),
]);
