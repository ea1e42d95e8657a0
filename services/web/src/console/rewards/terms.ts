import type { Reward } from '@vafa/client';
import type { Begun } from '../parts/use-settings-form.ts';

/** What a form says of a reward. */
export interface Terms {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  /** Null: nothing is written. */
  readonly price: number | null;
  readonly days: number | null;
  readonly open: boolean;
}

/** As they stand; those of a new one are empty. */
export const termsOf = (reward: Reward | undefined): Terms => ({
  code: reward?.code ?? '',
  name: reward?.name ?? '',
  description: reward?.description ?? '',
  price: reward?.price_points ?? null,
  days: reward?.voucher_days ?? 90,
  open: reward?.open ?? true,
});

const keptTerms = (kept: unknown): Terms | undefined => {
  const { code, name, description, price, days, open } = kept as Partial<Record<keyof Terms, unknown>>;
  if (typeof code !== 'string' || typeof name !== 'string' || typeof description !== 'string') return undefined;
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return { code, name, description, price: number(price), days: number(days), open: open !== false };
};

/**
 * What was kept of a form, with the version that it was begun with: a later one is not written over unseen. Undefined
 * where it is of another reward, or of another make of the page.
 */
export const begunOf = (
  kept: unknown,
  reward: Reward | undefined,
): Begun<{ readonly of: Reward | undefined }, Terms> | undefined => {
  const { seen, terms } = kept as { readonly seen?: { readonly of?: Reward } | null; readonly terms?: unknown };
  const known = keptTerms(terms ?? {});
  const of = seen?.of;
  if (known === undefined || of?.id !== reward?.id || typeof of?.version !== typeof reward?.version) return undefined;
  return { seen: { of }, terms: known };
};
