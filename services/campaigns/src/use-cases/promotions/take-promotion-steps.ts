import { DomainError, type Clock, type Commands } from '@vafa/kernel';
import type { ClubPromotions } from '../../domain/promotion-life/club-promotions.ts';
import {
  publishStep,
  requireNotStoppedSince,
  stopStep,
  takenBefore,
  turnStep,
  type StepOrder,
} from '../../domain/promotion-life/decide-step.ts';
import type { PromotionStep } from '../../domain/promotion-life/steps.ts';
import type { FreshPromotions } from './fresh-promotions.ts';
import type { KnownPromotions, ShownPromotion } from './known-promotions.ts';
import type { PromotionSteps } from './promotion-steps.ts';

const triesMax = 50;

interface OfOne extends StepOrder {
  readonly code: string;
}

interface Turning extends OfOne {
  readonly reason: string;
}

/** Steps of what is published: each is one entry of the club's record, once per key. */
export class TakePromotionSteps {
  constructor(
    private readonly steps: PromotionSteps,
    private readonly published: FreshPromotions,
    private readonly known: KnownPromotions,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  /**
   * Raises `promotion_not_found`, `wrong_promotion_state`, `facts_unknown`, `promotion_over`, `stopped_meanwhile`,
   * `key_reused`.
   */
  async publish({ code, ...order }: OfOne): Promise<ShownPromotion> {
    const seen = await this.published.now(order.clubId);
    const draft = await this.known.draft(order.clubId, code);
    await this.enter('publish', order, draft.id, [code]);
    await this.take(order, (club, now) => {
      requireNotStoppedSince(seen, club);
      return publishStep(club, draft, order, now);
    });
    return this.known.find(order.clubId, code);
  }

  /** Raises `promotion_not_found`, `wrong_promotion_state`, `key_reused`; `stopped_meanwhile` of what is resumed. */
  async turn(kind: 'paused' | 'resumed' | 'ended', { code, ...order }: Turning): Promise<ShownPromotion> {
    const seen = await this.published.now(order.clubId);
    const { id } = await this.known.draft(order.clubId, code);
    await this.enter(kind, order, id, [code, order.reason]);
    await this.take(order, (club, now) => {
      if (kind === 'resumed') requireNotStoppedSince(seen, club);
      return turnStep(club, kind, { id, code }, order, now);
    });
    return this.known.find(order.clubId, code);
  }

  /** Pauses everything that runs or will; answers how many that were. Raises `key_reused`. */
  async stop(order: Omit<Turning, 'code'>): Promise<number> {
    await this.enter('stop', order, order.clubId, [order.reason]);
    const step = await this.take(order, (club, now) => stopStep(club, order, now));
    return step.kind === 'stopped' ? step.promotionIds.length : 0;
  }

  private enter(verb: string, { clubId, key }: StepOrder, subject: string, body: readonly string[]): Promise<string> {
    return this.commands.enter({ verb, clubId, key, body: JSON.stringify(body) }, subject);
  }

  /** The step as it stands in the record, now or since an earlier try. */
  private async take(
    order: StepOrder,
    decide: (club: ClubPromotions, now: Date) => PromotionStep,
  ): Promise<PromotionStep> {
    for (let tries = 0; tries < triesMax; tries++) {
      const club = await this.published.now(order.clubId);
      const before = takenBefore(club, order);
      if (before) return before;
      const step = decide(club, this.clock.now());
      try {
        if ((await this.steps.append(step)) === 'appended') {
          await this.published.now(order.clubId);
          return step;
        }
      } catch (error) {
        // It may be there all the same.
        this.published.expire(order.clubId);
        throw error;
      }
    }
    throw new DomainError('unavailable', 'too_busy', 'too many steps at once; ask again with the same key');
  }
}
