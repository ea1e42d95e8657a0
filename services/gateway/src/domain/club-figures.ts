import { rescaleHalfUp } from '@vafa/kernel';

export interface BestMember {
  readonly memberId: string;
  /** Empty when the member has none. */
  readonly externalId: string;
  readonly points: bigint;
}

/**
 * What the outstanding points cost, in minor units; the cost of a point is given in 1/10,000 of one. Rounded half up.
 */
export const liabilityOf = (outstanding: bigint, pointCost: bigint): bigint =>
  rescaleHalfUp(outstanding * pointCost, 4, 0);

/** By points, then by external id; members without one last. */
export const bestMembers = (members: readonly BestMember[], count: number): BestMember[] =>
  [...members]
    .sort(
      (a, b) =>
        compare(b.points, a.points) ||
        compare(a.externalId === '', b.externalId === '') ||
        compare(a.externalId, b.externalId) ||
        compare(a.memberId, b.memberId),
    )
    .slice(0, count);

const compare = <T>(a: T, b: T): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};
