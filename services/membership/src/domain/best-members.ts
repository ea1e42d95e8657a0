export interface RankedMember {
  readonly memberId: string;
  /** Empty when the member has none. */
  readonly externalId: string;
  readonly amount: bigint;
}

/** By amount, most first, then by external id as text; members without one last. */
export const bestMembers = (members: readonly RankedMember[], count: number): RankedMember[] =>
  [...members]
    .sort(
      (a, b) =>
        compare(b.amount, a.amount) ||
        compare(a.externalId === '', b.externalId === '') ||
        compare(a.externalId, b.externalId) ||
        compare(a.memberId, b.memberId),
    )
    .slice(0, Math.max(count, 0));

const compare = <T>(a: T, b: T): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};
