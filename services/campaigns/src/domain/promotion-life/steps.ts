import type { PromotionPlan } from './draft.ts';

/** One publication of a promotion. It never changes. */
export interface PublishedVersion extends PromotionPlan {
  readonly promotionId: string;
  readonly code: string;
  /** From 1, gap-free per promotion. */
  readonly version: number;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly submittedBy: string;
  readonly approvedBy: string;
  /** Of the draft that it was. */
  readonly ofRevision: number;
  /** From when it takes the place of the version before it: never before its publication. */
  readonly from: Date;
}

interface Taken {
  /** From 1, gap-free per club: who takes a step has seen all before. */
  readonly revision: number;
  readonly clubId: string;
  readonly key: string;
  readonly by: string;
  readonly at: Date;
}

/** What a person may say beside a step. */
interface Reasoned {
  readonly reason: string;
}

interface OfOne {
  readonly promotionId: string;
  readonly code: string;
}

/** One step in the life of what a club has published. `stopped`: everything that runs or will. */
export type PromotionStep =
  | (Taken & { readonly kind: 'published'; readonly version: PublishedVersion })
  | (Taken & Reasoned & OfOne & { readonly kind: 'paused' | 'resumed' | 'ended' })
  | (Taken & Reasoned & { readonly kind: 'stopped'; readonly promotionIds: readonly string[] });
