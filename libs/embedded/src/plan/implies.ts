import { isNullish } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { equal } from '../order/compare.ts';
import { conjuncts } from '../query/condition.ts';
import type { Condition, FieldCondition, Test } from '../query/condition.ts';
import { valueHolds } from '../query/matches.ts';

/** Whether every value that passes `given` exists: nothing that null or a missing field would pass. */
function impliesExistence(given: Test): boolean {
  switch (given.op) {
    case 'exists':
    case 'size':
    case 'elementDocument':
    case 'elementValue':
    case 'regex':
      return true;
    case 'in':
      return given.operands.every((operand) => !isNullish(operand));
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return !isNullish(given.operand);
    case 'not':
      return false;
  }
}

const above = new Set(['gt', 'gte']);
const below = new Set(['lt', 'lte']);

function impliesRange(given: Test, wanted: Extract<Test, { op: 'gt' | 'gte' | 'lt' | 'lte' }>): boolean {
  if (given.op !== 'gt' && given.op !== 'gte' && given.op !== 'lt' && given.op !== 'lte') return false;
  const sameSide = above.has(given.op) ? above.has(wanted.op) : below.has(wanted.op);
  if (!sameSide) return false;
  if (equal(given.operand, wanted.operand)) return given.op === wanted.op || wanted.op.length === 3;
  return valueHolds(wanted, given.operand);
}

/** Whether each value that passes `given` passes `wanted`. False when in doubt. */
function testImplies(given: Test, wanted: Test): boolean {
  if (wanted.op === 'exists') return impliesExistence(given);
  const values: readonly Value[] | undefined =
    given.op === 'eq' ? [given.operand] : given.op === 'in' && given.patterns.length === 0 ? given.operands : undefined;
  if (values !== undefined) return values.every((value) => valueHolds(wanted, value));
  return wanted.op === 'gt' || wanted.op === 'gte' || wanted.op === 'lt' || wanted.op === 'lte'
    ? impliesRange(given, wanted)
    : false;
}

/** Whether every document that matches the filter is in a partial index with this expression. False when in doubt. */
export function implies(filter: readonly Condition[], partial: Condition): boolean {
  return conjuncts(partial).every(
    (wanted) =>
      wanted.kind === 'field' &&
      filter.some(
        (given): given is FieldCondition =>
          given.kind === 'field' && given.name === wanted.name && testImplies(given.test, wanted.test),
      ),
  );
}
