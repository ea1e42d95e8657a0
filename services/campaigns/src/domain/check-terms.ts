import { codePattern, DomainError, isPlainLine, moneyAmountMax } from '@vafa/kernel';
import type { RuleTerms } from './earning-rule.ts';
import { pointsMax } from './promotions/terms/amounts.ts';

const branchesMax = 1_000;
const skusMax = 10_000;
const nameLengthMax = 200;
const skuLengthMax = 100;

const between = (value: bigint, least: bigint, most: bigint): string | undefined =>
  value < least || value > most ? `must be from ${least} to ${most}` : undefined;

const textProblem = (text: string, lengthMax: number): string | undefined => {
  if (text.length === 0 || text.length > lengthMax) return `must have from 1 to ${lengthMax} characters`;
  return isPlainLine(text, lengthMax) ? undefined : 'must be plain text on one line, without control characters';
};

const listOf = (values: readonly string[], most: number): string | undefined => {
  if (values.length > most) return `must have at most ${most} values`;
  return values.map((value) => textProblem(value, skuLengthMax)).find((problem) => problem !== undefined);
};

const window = (from: Date | undefined, until: Date | undefined): string | undefined =>
  from && until && until <= from ? 'must be after valid_from' : undefined;

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/**
 * The terms with texts trimmed and lists sorted and distinct. Raises `invalid_rule`; its details name every wrong
 * field.
 */
export const checkTerms = (given: RuleTerms): RuleTerms => {
  const terms = { ...given, name: given.name.trim(), branchIds: distinct(given.branchIds), skus: distinct(given.skus) };
  const problems: Record<string, string | undefined> = {
    code: codePattern.test(terms.code)
      ? undefined
      : 'must have from 1 to 40 of a-z, 0-9, - and _, and start with a letter or digit',
    name: textProblem(terms.name, nameLengthMax),
    points: between(terms.points, 1n, pointsMax),
    per_amount: between(terms.perAmount, 1n, moneyAmountMax),
    valid_until: window(terms.validFrom, terms.validUntil),
    minimum_total: between(terms.minimumTotal, 0n, moneyAmountMax),
    branch_ids: listOf(terms.branchIds, branchesMax),
    skus: listOf(terms.skus, skusMax),
  };
  const found = Object.entries(problems).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (found.length === 0) return terms;
  throw new DomainError(
    'invalid',
    'invalid_rule',
    `the rule is wrong in ${found.map(([field]) => field).join(', ')}`,
    Object.fromEntries(found),
  );
};
