import { DomainError, type Clock, type Commands } from '@vafa/kernel';
import {
  approveDraft,
  checkPlan,
  newDraft,
  planText,
  rewriteDraft,
  submitDraft,
  type PromotionDraft,
  type PromotionPlan,
} from '../../domain/promotion-life/draft.ts';
import { promotionId, promotionNotFound, type KnownPromotions, type ShownPromotion } from './known-promotions.ts';
import type { PromotionDrafts } from './promotion-drafts.ts';

/** Who writes, and under which key. */
export interface WriteOrder {
  readonly clubId: string;
  readonly key: string;
  readonly by: string;
  readonly code: string;
}

/** What is decided of a draft that is seen. */
interface SeenOrder extends WriteOrder {
  /** The revision that was seen; 0: whatever it is now. */
  readonly seen: number;
}

/** The life of a draft: written, written anew, copied, submitted and approved; each command once per key. */
export class WritePromotions {
  constructor(
    private readonly drafts: PromotionDrafts,
    private readonly known: KnownPromotions,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  /** Raises `invalid_promotion`, `promotion_code_taken`, `key_reused`. */
  async create(order: WriteOrder, given: PromotionPlan): Promise<ShownPromotion> {
    const { plan } = checkPlan(order.code, given);
    return this.insert('create', order, [order.code, planText(plan)], plan);
  }

  /** Raises `promotion_not_found`, `invalid_promotion`, `promotion_code_taken`, `key_reused`. */
  async copy(order: WriteOrder, as: { readonly code: string; readonly name: string }): Promise<ShownPromotion> {
    const draft = await this.known.draft(order.clubId, order.code);
    const { plan } = checkPlan(as.code, { ...draft, name: as.name === '' ? draft.name : as.name });
    const { name, startsAt, endsAt, budget, terms } = plan;
    const copied = { name, startsAt, endsAt, budget, terms };
    return this.insert('copy', { ...order, code: as.code }, [order.code, as.code, as.name], copied);
  }

  /**
   * What is written so already is no change: whoever repeats it needs no key. Raises `promotion_not_found`,
   * `invalid_promotion`, `promotion_changed`.
   */
  async save(order: Omit<SeenOrder, 'key'>, given: PromotionPlan): Promise<ShownPromotion> {
    const { clubId, by, code, seen } = order;
    const { plan } = checkPlan(code, given);
    const { id } = await this.known.draft(clubId, code);
    const signed = { by, at: this.clock.now() };
    const saved = await this.drafts.change(id, undefined, signed.at, (draft) =>
      rewriteDraft(draft, plan, seen, signed),
    );
    if (!saved) throw promotionNotFound();
    return this.known.shown(saved);
  }

  /** Raises `promotion_not_found`, `promotion_changed`, `wrong_promotion_state`, `key_reused`. */
  submit(order: SeenOrder): Promise<ShownPromotion> {
    return this.change('submit', order, [], (draft, signed) => submitDraft(draft, order.seen, signed));
  }

  /** Raises what `submit` raises, and `second_person_missing`. */
  approve(order: SeenOrder & { readonly bySecond: boolean }): Promise<ShownPromotion> {
    return this.change('approve', order, [], (draft, signed) =>
      approveDraft(draft, order.seen, signed, order.bySecond),
    );
  }

  private async insert(
    verb: string,
    { clubId, key, by, code }: WriteOrder,
    body: readonly unknown[],
    plan: PromotionPlan,
  ): Promise<ShownPromotion> {
    const id = promotionId(clubId, code);
    await this.commands.enter({ verb, clubId, key, body: JSON.stringify(body) }, id);
    const draft = newDraft(id, clubId, code, plan, { by, at: this.clock.now() });
    if ((await this.drafts.insert(draft, key)) === 'inserted') return this.known.shown(draft);
    const found = await this.drafts.load(id);
    if (found?.key === key) return this.known.shown(found.draft);
    throw new DomainError('conflict', 'promotion_code_taken', 'the club has a promotion with this code', { code });
  }

  private async change(
    verb: string,
    { clubId, key, by, code, seen }: SeenOrder,
    body: readonly unknown[],
    decide: (draft: PromotionDraft, signed: PromotionDraft['changed']) => Omit<PromotionDraft, 'revision'>,
  ): Promise<ShownPromotion> {
    const { id } = await this.known.draft(clubId, code);
    await this.commands.enter({ verb, clubId, key, body: JSON.stringify([code, seen, ...body]) }, id);
    const signed = { by, at: this.clock.now() };
    const changed = await this.drafts.change(id, key, signed.at, (draft) => decide(draft, signed));
    if (!changed) throw promotionNotFound();
    return this.known.shown(changed);
  }
}
