import type { Money } from '../../kit/formats/money.ts';

export interface Happened {
  readonly id: string;
  readonly kind: 'sale' | 'return' | 'points' | 'redemption' | 'enrolment';
  readonly at: string;
  readonly branch_id: string | null;
  readonly member_id: string | null;
  readonly reward_id: string | null;
  readonly points: number | string | null;
  readonly money: Money | null;
}

/** What is shown, the newest first. A gap has no event. */
export type Line = { readonly id: string; readonly happened?: Happened };

const shownMax = 8;

/** What comes again after a reconnect is there once. */
export const withEvent = (lines: readonly Line[], happened: Happened): readonly Line[] =>
  lines.some(({ id }) => id === happened.id) ? lines : [{ id: happened.id, happened }, ...lines].slice(0, shownMax);

/** Something may have happened that is not shown. Above nothing, and above another gap, that says nothing. */
export const withGap = (lines: readonly Line[]): readonly Line[] => {
  const [first] = lines;
  return first?.happened === undefined ? lines : [{ id: `gap-${first.id}` }, ...lines].slice(0, shownMax);
};

export const lastId = (lines: readonly Line[]): string | undefined =>
  lines.find(({ happened }) => happened !== undefined)?.id;
