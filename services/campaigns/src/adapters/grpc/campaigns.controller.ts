import {
  CampaignsServiceService,
  type AdjudicateRequest,
  type AdjudicateResponse,
  type CampaignsServiceController,
  type ListEarningRulesRequest,
  type ListEarningRulesResponse,
  type PublishEarningRuleRequest,
  type PublishEarningRuleResponse,
} from '@vafa/contracts/campaigns';
import { decodePageToken, pageSize, toPage } from '@vafa/mongo';
import { RpcController, type Answers } from '@vafa/process';
import { AdjudicateBaskets } from '../../use-cases/adjudicate-baskets.ts';
import { ListEarningRules } from '../../use-cases/list-earning-rules.ts';
import { PublishEarningRule } from '../../use-cases/publish-earning-rule.ts';
import { toAdjudication } from './to-adjudication.ts';
import { toBasket } from './to-basket.ts';
import { toEarningRuleMessage } from './to-earning-rule-message.ts';
import { toPublishOrder } from './to-publish-order.ts';

@RpcController(CampaignsServiceService)
export class CampaignsController implements Answers<CampaignsServiceController> {
  constructor(
    private readonly publish: PublishEarningRule,
    private readonly list: ListEarningRules,
    private readonly adjudication: AdjudicateBaskets,
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

  async adjudicate({ clubId, baskets }: AdjudicateRequest): Promise<AdjudicateResponse> {
    const adjudications = await this.adjudication.execute(clubId, baskets.map(toBasket));
    return {
      adjudications: adjudications.map((adjudication, at) => toAdjudication(adjudication, baskets[at]?.decided)),
    };
  }
}
