/**
 * Why a rule does not apply, in the order of evaluation. A rejection's condition_index is the place in this list,
 * whether or not the rule uses the conditions before it. So the same index means the same for every rule.
 */
export const conditions = [
  'no_member',
  'rule_disabled',
  'not_yet_valid',
  'no_longer_valid',
  'other_branch',
  'total_too_low',
  'no_matching_line',
  'below_one_unit',
] as const;

export type RejectionCode = (typeof conditions)[number];

export const isRejectionCode = (code: string): code is RejectionCode =>
  (conditions as readonly string[]).includes(code);

export interface Rejection {
  readonly code: RejectionCode | 'excluded_by';
  readonly ruleId: string;
  readonly ruleVersion: number;
  /** -1: no condition said so. */
  readonly conditionIndex: number;
}

export const rejection = (code: RejectionCode, ruleId: string, ruleVersion: number): Rejection => ({
  code,
  ruleId,
  ruleVersion,
  conditionIndex: conditions.indexOf(code),
});
