import { derivedId, DomainError, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../../domain/ids.ts';
import {
  publishedState,
  type ClubPromotions,
  type PublishedState,
} from '../../domain/promotion-life/club-promotions.ts';
import type { DraftState, PromotionDraft } from '../../domain/promotion-life/draft.ts';
import type { PublishedVersion } from '../../domain/promotion-life/steps.ts';
import type { FreshPromotions } from './fresh-promotions.ts';
import type { PromotionDrafts } from './promotion-drafts.ts';

/** What is written of a promotion, and where it stands now. */
export interface ShownPromotion {
  readonly draft: PromotionDraft;
  readonly state: DraftState | PublishedState;
  /** Undefined: what is written is what was published. */
  readonly draftState: DraftState | undefined;
  /** The newest that was published; 0: none. */
  readonly version: number;
}

/** One id for a code of a club, for good. */
export const promotionId = (clubId: string, code: string): string =>
  derivedId(idPrefixes.promotion, `${clubId}/${code}`);

export const promotionNotFound = (): DomainError =>
  new DomainError('not_found', 'promotion_not_found', 'the club has no such promotion');

const shownOf = (draft: PromotionDraft, club: ClubPromotions, now: Date): ShownPromotion => {
  const published = club.promotions.get(draft.id);
  const newest = published?.versions.at(-1);
  return {
    draft,
    state: published ? publishedState(published, now) : draft.state,
    draftState: newest?.ofRevision === draft.revision ? undefined : draft.state,
    version: newest?.version ?? 0,
  };
};

/** Promotions as they are looked at: what is written, with what was published of it. */
export class KnownPromotions {
  constructor(
    private readonly drafts: PromotionDrafts,
    private readonly published: FreshPromotions,
    private readonly clock: Clock,
  ) {}

  /** Raises `promotion_not_found`. */
  async draft(clubId: string, code: string): Promise<PromotionDraft> {
    const found = await this.drafts.load(promotionId(clubId, code));
    if (found?.draft.clubId !== clubId) throw promotionNotFound();
    return found.draft;
  }

  /** Raises `promotion_not_found`. */
  async find(clubId: string, code: string): Promise<ShownPromotion> {
    return this.shown(await this.draft(clubId, code));
  }

  async shown(draft: PromotionDraft): Promise<ShownPromotion> {
    return shownOf(draft, await this.published.now(draft.clubId), this.clock.now());
  }

  /** By code, at most `size` that follow `after`. */
  async list(
    clubId: string,
    after: string,
    size: number,
  ): Promise<{ readonly promotions: readonly ShownPromotion[]; readonly more: boolean }> {
    const [{ drafts, more }, club] = await Promise.all([
      this.drafts.list(clubId, after, size),
      this.published.now(clubId),
    ]);
    const now = this.clock.now();
    return { promotions: drafts.map((draft) => shownOf(draft, club, now)), more };
  }

  /** Every version of one promotion, the newest first, below the one that is named (0: from the newest on). */
  async versions(
    clubId: string,
    code: string,
    below: number,
    size: number,
  ): Promise<{ readonly versions: readonly PublishedVersion[]; readonly more: boolean }> {
    const { id } = await this.draft(clubId, code);
    const all = (await this.published.now(clubId)).promotions.get(id)?.versions.toReversed() ?? [];
    const left = below === 0 ? all : all.filter(({ version }) => version < below);
    return { versions: left.slice(0, size), more: left.length > size };
  }
}
