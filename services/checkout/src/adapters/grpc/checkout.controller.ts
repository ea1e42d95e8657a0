import {
  CheckoutServiceService,
  type AdjudicateLateRequest,
  type AdjudicateLateResponse,
  type CancelSessionRequest,
  type CancelSessionResponse,
  type CheckoutServiceController,
  type CloseSessionRequest,
  type CloseSessionResponse,
  type GetCheckoutSummaryRequest,
  type GetCheckoutSummaryResponse,
  type GetSalesByHourRequest,
  type GetSalesByHourResponse,
  type FindSessionsRequest,
  type FindSessionsResponse,
  type GetSessionRequest,
  type GetSessionResponse,
  type HoldSessionRequest,
  type HoldSessionResponse,
  type MoveSaleRequest,
  type MoveSaleResponse,
  type PutSessionRequest,
  type PutSessionResponse,
  type ReplayRulesRequest,
  type ReplayRulesResponse,
  type ReturnLinesRequest,
  type ReturnLinesResponse,
  type SubmitBatchRequest,
  type SubmitBatchResponse,
} from '@vafa/contracts/checkout';
import type {
  GetCatalogueRequest,
  GetCatalogueResponse,
  GetGoodRequest,
  GetGoodResponse,
  ListGoodsRequest,
  ListGoodsResponse,
  RemoveGoodRequest,
  RemoveGoodResponse,
  SaveGoodsRequest,
  SaveGoodsResponse,
  SetCatalogueRequest,
  SetCatalogueResponse,
} from '@vafa/contracts/catalogue';
import { branchesOfCall, keyOf } from '@vafa/grpc';
import { EarningRule } from '@vafa/contracts/campaigns';
import { DomainError } from '@vafa/kernel';
import { decodePageToken, pageSize, toPage } from '@vafa/mongo';
import { RpcController, type Answers } from '@vafa/process';
import { AdjudicateLate } from '../../use-cases/adjudicate-late.ts';
import { CancelSession } from '../../use-cases/cancel-session.ts';
import { CloseSession } from '../../use-cases/close-session.ts';
import { goodKey } from '../../domain/catalogue/good.ts';
import { FindGoods } from '../../use-cases/find-goods.ts';
import { FindSessions } from '../../use-cases/find-sessions.ts';
import { GetSession } from '../../use-cases/get-session.ts';
import { HoldPoints } from '../../use-cases/hold-points.ts';
import { MoveSale } from '../../use-cases/move-sale.ts';
import { PutSession } from '../../use-cases/put-session.ts';
import { RemoveGood } from '../../use-cases/remove-good.ts';
import { ReplayRules } from '../../use-cases/replay-rules.ts';
import { ReturnLines } from '../../use-cases/return-lines.ts';
import { SaveGoods } from '../../use-cases/save-goods.ts';
import { SetCatalogue } from '../../use-cases/set-catalogue.ts';
import { SubmitBatch } from '../../use-cases/submit-batch.ts';
import { SalesByHour } from '../../use-cases/sales-by-hour.ts';
import { Summarise } from '../../use-cases/summarise.ts';
import { toBatchItem, toNewLine, toOutcomeMessage } from './to-batch.ts';
import { toCatalogueMessage, toGoodMessage, toGoodTerms, toSavedGoodMessage } from './to-catalogue.ts';
import { toReturnMessage, toSessionMessage } from './to-session-message.ts';

/** The rule as if it had held from then on. Raises `invalid_rule`. */
const heldFrom = (rule: EarningRule | undefined, from: Date): EarningRule => {
  if (!rule) throw new DomainError('invalid', 'invalid_rule', 'there is no rule in the request', { rule: 'missing' });
  const { validFrom } = rule;
  return { ...rule, validFrom: validFrom !== undefined && validFrom < from ? validFrom : from };
};

/** Sessions are named within a club; without one nothing can be named. */
const clubOf = ({ clubId }: { clubId: string }): string => {
  if (clubId === '' || clubId.includes('/'))
    throw new DomainError('invalid', 'invalid_session', 'not a club', { field: 'club_id' });
  return clubId;
};

@RpcController(CheckoutServiceService)
export class CheckoutController implements Answers<CheckoutServiceController> {
  constructor(
    private readonly put: PutSession,
    private readonly get: GetSession,
    private readonly find: FindSessions,
    private readonly hold: HoldPoints,
    private readonly close: CloseSession,
    private readonly cancel: CancelSession,
    private readonly returns: ReturnLines,
    private readonly batch: SubmitBatch,
    private readonly moving: MoveSale,
    private readonly late: AdjudicateLate,
    private readonly summary: Summarise,
    private readonly hours: SalesByHour,
    private readonly replay: ReplayRules,
    private readonly setting: SetCatalogue,
    private readonly saving: SaveGoods,
    private readonly goods: FindGoods,
    private readonly removal: RemoveGood,
  ) {}

  async putSession({ now, lines, ...request }: PutSessionRequest): Promise<PutSessionResponse> {
    const { sessionId, dry, branchId, till, receipt, memberId } = request;
    const named = { clubId: clubOf(request), sessionId, dry, branchId, till, receipt, memberId };
    const order = { ...named, lines: lines.map(toNewLine), ...(now && { now }) };
    return { session: toSessionMessage(await this.put.execute(order)) };
  }

  async getSession(request: GetSessionRequest): Promise<GetSessionResponse> {
    return { session: toSessionMessage(await this.get.execute(clubOf(request), request.sessionId)) };
  }

  async findSessions({ branchId, receipt, ...request }: FindSessionsRequest): Promise<FindSessionsResponse> {
    const found = await this.find.execute({ clubId: clubOf(request), branchId, receipt });
    return { sessions: found.map(toSessionMessage) };
  }

  async holdSession(request: HoldSessionRequest): Promise<HoldSessionResponse> {
    return {
      session: toSessionMessage(
        await this.hold.execute(clubOf(request), request.sessionId, { key: keyOf(request), points: request.points }),
      ),
    };
  }

  async closeSession(request: CloseSessionRequest): Promise<CloseSessionResponse> {
    return { session: toSessionMessage(await this.close.execute(clubOf(request), request.sessionId, keyOf(request))) };
  }

  async cancelSession(request: CancelSessionRequest): Promise<CancelSessionResponse> {
    return { session: toSessionMessage(await this.cancel.execute(clubOf(request), request.sessionId, keyOf(request))) };
  }

  async returnLines({ sessionId, receipt, lines, ...request }: ReturnLinesRequest): Promise<ReturnLinesResponse> {
    const order = { clubId: clubOf(request), sessionId, key: keyOf(request), receipt, lines };
    const { session, return: made, booking } = await this.returns.execute(order);
    return { session: toSessionMessage(session), return: toReturnMessage(made), booking };
  }

  async submitBatch({ source, items, ...request }: SubmitBatchRequest): Promise<SubmitBatchResponse> {
    const order = { clubId: clubOf(request), source, branchIds: branchesOfCall() };
    const outcomes = await this.batch.execute(order, items.map(toBatchItem));
    return { outcomes: outcomes.map(toOutcomeMessage) };
  }

  async moveSale({ sessionId, memberId, reason, by, ...request }: MoveSaleRequest): Promise<MoveSaleResponse> {
    const order = { clubId: clubOf(request), sessionId, key: keyOf(request), memberId, reason, by };
    return { session: toSessionMessage(await this.moving.execute(order)) };
  }

  async adjudicateLate({
    from,
    to,
    dry,
    after,
    by,
    ...request
  }: AdjudicateLateRequest): Promise<AdjudicateLateResponse> {
    const never = new Date(Number.NaN);
    const { sales, points, salesWithoutPoints, next } = await this.late.execute({
      clubId: clubOf(request),
      from: from ?? never,
      to: to ?? never,
      branchIds: branchesOfCall(),
      dry,
      after,
      by,
    });
    return { sales: BigInt(sales), points, salesWithoutPoints: BigInt(salesWithoutPoints), next };
  }

  async replayRules({ from, to, after, rule, ...request }: ReplayRulesRequest): Promise<ReplayRulesResponse> {
    const never = new Date(Number.NaN);
    const begin = from ?? never;
    const { rules, sales, differences, ...answer } = await this.replay.execute({
      clubId: clubOf(request),
      from: begin,
      to: to ?? never,
      branchIds: branchesOfCall(),
      after,
      draft: EarningRule.encode(heldFrom(rule, begin)).finish(),
    });
    return {
      ...answer,
      sales: BigInt(sales),
      rules: Array.from(rules, ([ruleId, points]) => ({ ruleId, ...points })),
      differences: [...differences],
    };
  }

  async getSalesByHour({ from, to, ...request }: GetSalesByHourRequest): Promise<GetSalesByHourResponse> {
    const none = new Date(Number.NaN);
    const hours = await this.hours.execute(clubOf(request), from ?? none, to ?? none);
    return {
      hours: hours.map(({ sales, memberSales, ...hour }) => ({
        ...hour,
        sales: BigInt(sales),
        memberSales: BigInt(memberSales),
      })),
    };
  }

  getCheckoutSummary(request: GetCheckoutSummaryRequest): Promise<GetCheckoutSummaryResponse> {
    return this.summary.execute(clubOf(request)).then(({ sales, salesWithoutMember, returns, exceptions }) => ({
      sales: BigInt(sales),
      salesWithoutMember: BigInt(salesWithoutMember),
      returns: BigInt(returns),
      exceptions: BigInt(exceptions),
    }));
  }

  async setCatalogue({ catalogue, ...request }: SetCatalogueRequest): Promise<SetCatalogueResponse> {
    const { categories = [], taxClasses = [], revision = 0 } = catalogue ?? {};
    const { before, after } = await this.setting.execute(clubOf(request), { categories, taxClasses }, revision);
    return { catalogue: toCatalogueMessage(after), before: toCatalogueMessage(before) };
  }

  async getCatalogue(request: GetCatalogueRequest): Promise<GetCatalogueResponse> {
    return { catalogue: toCatalogueMessage(await this.goods.catalogue(clubOf(request))) };
  }

  async saveGoods({ goods, ...request }: SaveGoodsRequest): Promise<SaveGoodsResponse> {
    const outcomes = await this.saving.execute(clubOf(request), goods.map(toGoodTerms));
    return { outcomes: outcomes.map(toSavedGoodMessage) };
  }

  async getGood({ sku, ...request }: GetGoodRequest): Promise<GetGoodResponse> {
    return { good: toGoodMessage(await this.goods.one(clubOf(request), sku)) };
  }

  async listGoods({ page, category, brand, skuFrom, ...request }: ListGoodsRequest): Promise<ListGoodsResponse> {
    const after = decodePageToken(page?.pageToken, ['key'])?.key ?? '';
    const filter = { category, brand, skuFrom };
    const { goods: found, more } = await this.goods.list(clubOf(request), filter, after, pageSize(page));
    const { items: goods, nextPageToken } = toPage({
      found,
      more,
      toMessage: toGoodMessage,
      behind: ({ sku }) => ({ key: goodKey(sku) }),
    });
    return { goods, nextPageToken };
  }

  async removeGood({ sku, ...request }: RemoveGoodRequest): Promise<RemoveGoodResponse> {
    await this.removal.execute(clubOf(request), sku);
    return {};
  }
}
