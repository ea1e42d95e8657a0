/** What a version of a rule gives a basket. */
export interface PointsEffect {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly ruleCode: string;
  readonly points: bigint;
  /** What the rule counted, in minor units. */
  readonly base: bigint;
  readonly ratePoints: bigint;
  readonly ratePerAmount: bigint;
}
