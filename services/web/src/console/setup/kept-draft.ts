import type { Progress } from './build-club.ts';
import type { Draft } from './draft.ts';

const kept = 'vafa.setup';

/** A set-up as it was left: its answers, and how far the plan is done. */
export interface KeptSetup extends Progress {
  readonly draft: Draft;
}

/** Rows that were kept before rows had ids were known by their places. */
const withIds = <Row extends object>(rows: readonly Row[]): readonly (Row & { readonly id: string })[] =>
  rows.map((row, at) => ({ id: String(at), ...row }));

const withRowIds = (draft: Draft): Draft => ({
  ...draft,
  branches: withIds(draft.branches),
  staff: withIds(draft.staff),
});

/** What was left in this browser; nothing of a form that is not today's. Storage may be closed to the page. */
export const keptSetup = (fresh: Draft): KeptSetup => {
  try {
    const { draft, made, open } = JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<KeptSetup>;
    const isWhole = draft !== undefined && Object.keys(fresh).every((name) => name in draft);
    return isWhole ? { draft: withRowIds(draft), made: made ?? [], open } : { draft: fresh, made: [] };
  } catch {
    return { draft: fresh, made: [] };
  }
};

export const keepSetup = (setup: KeptSetup): void => {
  try {
    localStorage.setItem(kept, JSON.stringify(setup));
  } catch {
    // A closed storage forgets the answers with the page.
  }
};

export const forgetSetup = (): void => {
  try {
    localStorage.removeItem(kept);
  } catch {
    // Nothing was kept.
  }
};
