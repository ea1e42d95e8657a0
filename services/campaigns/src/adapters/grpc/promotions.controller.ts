import {
  PromotionsServiceService,
  type ApprovePromotionRequest,
  type ApprovePromotionResponse,
  type CopyPromotionRequest,
  type CopyPromotionResponse,
  type CreatePromotionRequest,
  type CreatePromotionResponse,
  type EndPromotionRequest,
  type EndPromotionResponse,
  type GetPromotionRequest,
  type GetPromotionResponse,
  type ListPromotionTemplatesRequest,
  type ListPromotionTemplatesResponse,
  type ListPromotionsRequest,
  type ListPromotionsResponse,
  type ListPromotionVersionsRequest,
  type ListPromotionVersionsResponse,
  type PausePromotionRequest,
  type PausePromotionResponse,
  type PromotionsServiceController,
  type PublishPromotionRequest,
  type PublishPromotionResponse,
  type ResumePromotionRequest,
  type ResumePromotionResponse,
  type SavePromotionRequest,
  type SavePromotionResponse,
  type StopPromotionsRequest,
  type StopPromotionsResponse,
  type SubmitPromotionRequest,
  type SubmitPromotionResponse,
  type TryPromotionsRequest,
  type TryPromotionsResponse,
} from '@vafa/contracts/promotions';
import { keyOf } from '@vafa/grpc';
import { decodePageToken, pageSize, toPage } from '@vafa/mongo';
import { RpcController, type Answers } from '@vafa/process';
import { templates } from '../../domain/promotion-life/templates.ts';
import { KnownPromotions } from '../../use-cases/promotions/known-promotions.ts';
import { TakePromotionSteps } from '../../use-cases/promotions/take-promotion-steps.ts';
import { TryPromotions } from '../../use-cases/promotions/try-promotions.ts';
import { WritePromotions } from '../../use-cases/promotions/write-promotions.ts';
import { toPlan, toPromotionMessage, toVersionMessage } from './promotion-messages.ts';
import { toTemplateMessage, toTriedAnswer, toTriedBasket } from './tried-messages.ts';

@RpcController(PromotionsServiceService)
export class PromotionsController implements Answers<PromotionsServiceController> {
  constructor(
    private readonly known: KnownPromotions,
    private readonly writing: WritePromotions,
    private readonly steps: TakePromotionSteps,
    private readonly trial: TryPromotions,
  ) {}

  async createPromotion(request: CreatePromotionRequest): Promise<CreatePromotionResponse> {
    const { clubId, by, promotion } = request;
    const order = { clubId, key: keyOf(request), by, code: promotion?.code ?? '' };
    return { promotion: toPromotionMessage(await this.writing.create(order, toPlan(promotion))) };
  }

  async savePromotion(request: SavePromotionRequest): Promise<SavePromotionResponse> {
    const { clubId, by, promotion } = request;
    const { code = '', revision = 0 } = promotion ?? {};
    const seen = request.seen === 0 ? revision : request.seen;
    const order = { clubId, by, code, seen };
    return { promotion: toPromotionMessage(await this.writing.save(order, toPlan(promotion))) };
  }

  async copyPromotion(request: CopyPromotionRequest): Promise<CopyPromotionResponse> {
    const { clubId, by, code, newCode, newName } = request;
    const copied = await this.writing.copy({ clubId, key: keyOf(request), by, code }, { code: newCode, name: newName });
    return { promotion: toPromotionMessage(copied) };
  }

  async getPromotion({ clubId, code }: GetPromotionRequest): Promise<GetPromotionResponse> {
    return { promotion: toPromotionMessage(await this.known.find(clubId, code)) };
  }

  async listPromotions({ clubId, page }: ListPromotionsRequest): Promise<ListPromotionsResponse> {
    const after = decodePageToken(page?.pageToken, ['code'])?.code ?? '';
    const { promotions: found, more } = await this.known.list(clubId, after, pageSize(page));
    const { items: promotions, nextPageToken } = toPage({
      found,
      more,
      toMessage: toPromotionMessage,
      behind: ({ draft: { code } }) => ({ code }),
    });
    return { promotions, nextPageToken };
  }

  async listPromotionVersions(request: ListPromotionVersionsRequest): Promise<ListPromotionVersionsResponse> {
    const { clubId, code, page } = request;
    const below = Number(decodePageToken(page?.pageToken, ['version'])?.version ?? 0);
    const { versions: found, more } = await this.known.versions(clubId, code, below, pageSize(page));
    const { items: versions, nextPageToken } = toPage({
      found,
      more,
      toMessage: (version) => toVersionMessage(clubId, version),
      behind: ({ version }) => ({ version: String(version) }),
    });
    return { versions, nextPageToken };
  }

  async submitPromotion(request: SubmitPromotionRequest): Promise<SubmitPromotionResponse> {
    const { clubId, by, code, revision: seen } = request;
    return {
      promotion: toPromotionMessage(await this.writing.submit({ clubId, key: keyOf(request), by, code, seen })),
    };
  }

  async approvePromotion(request: ApprovePromotionRequest): Promise<ApprovePromotionResponse> {
    const { clubId, by, code, revision: seen, bySecond } = request;
    const approved = await this.writing.approve({ clubId, key: keyOf(request), by, code, seen, bySecond });
    return { promotion: toPromotionMessage(approved) };
  }

  async publishPromotion(request: PublishPromotionRequest): Promise<PublishPromotionResponse> {
    const { clubId, by, code } = request;
    return { promotion: toPromotionMessage(await this.steps.publish({ clubId, key: keyOf(request), by, code })) };
  }

  async pausePromotion(request: PausePromotionRequest): Promise<PausePromotionResponse> {
    return { promotion: await this.turned('paused', request) };
  }

  async resumePromotion(request: ResumePromotionRequest): Promise<ResumePromotionResponse> {
    return { promotion: await this.turned('resumed', request) };
  }

  async endPromotion(request: EndPromotionRequest): Promise<EndPromotionResponse> {
    return { promotion: await this.turned('ended', request) };
  }

  async stopPromotions(request: StopPromotionsRequest): Promise<StopPromotionsResponse> {
    const { clubId, by, reason } = request;
    return { stopped: await this.steps.stop({ clubId, key: keyOf(request), by, reason }) };
  }

  async tryPromotions(request: TryPromotionsRequest): Promise<TryPromotionsResponse> {
    const { clubId, memberId, promotion, drafts, lines } = request;
    const plan = promotion && { ...toPlan(promotion), code: promotion.code };
    const basket = toTriedBasket(request);
    return toTriedAnswer(await this.trial.execute({ clubId, basket, memberId, plan, drafts }), lines);
  }

  listPromotionTemplates(request: ListPromotionTemplatesRequest): Promise<ListPromotionTemplatesResponse> {
    const { language, purchase } = request;
    return Promise.resolve({ templates: templates.map((each) => toTemplateMessage(each, language, purchase)) });
  }

  private async turned(kind: 'paused' | 'resumed' | 'ended', request: PausePromotionRequest) {
    const { clubId, by, code, reason } = request;
    return toPromotionMessage(await this.steps.turn(kind, { clubId, key: keyOf(request), by, code, reason }));
  }
}
