import type { PromotionDraft } from '../../domain/promotion-life/draft.ts';

/** What clubs have written of promotions, durable. A promotion's id follows from club and code. */
export interface PromotionDrafts {
  /** `key` is remembered with it. */
  insert(draft: PromotionDraft, key: string): Promise<'inserted' | 'exists'>;
  load(id: string): Promise<{ readonly draft: PromotionDraft; readonly key: string } | undefined>;
  /**
   * Decides on what is stored, again after a lost race, and not at all where this key has changed it before; answers it
   * as it then stands. Deciding undefined leaves it.
   */
  change(
    id: string,
    key: string | undefined,
    at: Date,
    decide: (draft: PromotionDraft) => Omit<PromotionDraft, 'revision'> | undefined,
  ): Promise<PromotionDraft | undefined>;
  /** By code, those after `after`, at most `size`; `more`: others follow. */
  list(
    clubId: string,
    after: string,
    size: number,
  ): Promise<{ readonly drafts: readonly PromotionDraft[]; readonly more: boolean }>;
}
