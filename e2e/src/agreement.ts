import { outstandingOf, summaryOf } from './figures.ts';
import type { Expected } from './independent-calculation.ts';
import type { Rest } from './rest.ts';

/** Figures of a club's summary that an import decides. */
export interface Agreement {
  readonly members: number;
  readonly sales: number;
  readonly sales_without_member: number;
  readonly returns: number;
  readonly exceptions: number;
  readonly points_accrued: number;
  readonly points_taken_back: number;
  readonly points_outstanding: number;
  readonly best: readonly { readonly customer: string; readonly points: number }[];
}

export const expectedSummary = (expected: Expected): Agreement => ({
  members: expected.members,
  sales: expected.sales,
  sales_without_member: expected.salesWithoutMember,
  returns: expected.returns,
  exceptions: expected.exceptions,
  points_accrued: expected.accrued,
  points_taken_back: expected.takenBack,
  points_outstanding: expected.outstanding,
  best: expected.best,
});

export const shownSummary = async (rest: Rest): Promise<Agreement> => {
  const { points_burned: _burned, liability: _liability, ...imported } = await summaryOf(rest);
  return imported;
};

/** Members whose points are not what was calculated; empty when every one agrees. */
export const disagreements = async (rest: Rest, expected: Expected): Promise<string[]> => {
  const shown = await outstandingOf(rest, [...expected.byMember.keys()]);
  return [...expected.byMember].flatMap(([customer, { outstanding }]) =>
    shown.get(customer) === outstanding
      ? []
      : [`member ${customer}: ${String(shown.get(customer))} instead of ${outstanding}`],
  );
};
