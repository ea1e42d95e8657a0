import {
  CampaignsServiceService,
  type AdjudicateRequest,
  type AdjudicateResponse,
  type CampaignsServiceController,
  type ListEarningRulesRequest,
  type ListEarningRulesResponse,
  type ListRuleVersionsRequest,
  type ListRuleVersionsResponse,
  type PublishEarningRuleRequest,
  type PublishEarningRuleResponse,
  type TryRulesRequest,
  type TryRulesResponse,
} from '@vafa/contracts/campaigns';
import { decodePageToken, pageSize, toPage } from '@vafa/mongo';
import { RpcController, type Answers } from '@vafa/process';
import { AdjudicateBaskets } from '../../use-cases/adjudicate-baskets.ts';
import { ListEarningRules } from '../../use-cases/list-earning-rules.ts';
import { ListRuleVersions } from '../../use-cases/list-rule-versions.ts';
import { PublishEarningRule } from '../../use-cases/publish-earning-rule.ts';
import { TryRules } from '../../use-cases/try-rules.ts';
import { ofRules } from '../../domain/sale-decisions/decide-sale.ts';
import { toAdjudication, toDecision } from './to-adjudication.ts';
import { toBasket } from './to-basket.ts';
import { toEarningRuleMessage } from './to-earning-rule-message.ts';
import { toPublishOrder, toTerms } from './to-publish-order.ts';

@RpcController(CampaignsServiceService)
export class CampaignsController implements Answers<CampaignsServiceController> {
  constructor(
    private readonly publish: PublishEarningRule,
    private readonly list: ListEarningRules,
    private readonly adjudication: AdjudicateBaskets,
    private readonly trial: TryRules,
    private readonly versions: ListRuleVersions,
  ) {}

  async publishEarningRule(request: PublishEarningRuleRequest): Promise<PublishEarningRuleResponse> {
    return { rule: toEarningRuleMessage(await this.publish.execute(toPublishOrder(request))) };
  }

  async listEarningRules({ clubId, page }: ListEarningRulesRequest): Promise<ListEarningRulesResponse> {
    const after = decodePageToken(page?.pageToken, ['code'])?.code ?? '';
    const { rules: found, more } = await this.list.execute(clubId, after, pageSize(page));
    const { items: rules, nextPageToken } = toPage({
      found,
      more,
      toMessage: toEarningRuleMessage,
      behind: ({ code }) => ({ code }),
    });
    return { rules, nextPageToken };
  }

  async listRuleVersions({ clubId, code, page }: ListRuleVersionsRequest): Promise<ListRuleVersionsResponse> {
    const below = Number(decodePageToken(page?.pageToken, ['version'])?.version ?? 0);
    const { rules: found, more } = await this.versions.execute(clubId, code, below, pageSize(page));
    const { items: rules, nextPageToken } = toPage({
      found,
      more,
      toMessage: toEarningRuleMessage,
      behind: ({ version }) => ({ version: String(version) }),
    });
    return { rules, nextPageToken };
  }

  async adjudicate({ clubId, baskets, rule }: AdjudicateRequest): Promise<AdjudicateResponse> {
    const adjudications = await this.adjudication.execute(clubId, baskets.map(toBasket), rule && toTerms(rule));
    return {
      adjudications: adjudications.map((adjudication, at) => toAdjudication(adjudication, baskets[at]?.decided)),
    };
  }

  async tryRules({ clubId, branchId, withMember, at, lines, rule }: TryRulesRequest): Promise<TryRulesResponse> {
    const tried = await this.trial.execute({
      clubId,
      at,
      basket: { branchId, memberId: withMember ? 'somebody' : '', lines, pinned: [] },
      terms: rule && toTerms(rule),
    });
    return {
      now: toDecision(ofRules(tried.now)),
      then: toDecision(ofRules(tried.then)),
      rule: tried.rule && toEarningRuleMessage(tried.rule),
    };
  }
}
