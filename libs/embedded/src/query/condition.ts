import type { Value } from '../bson/value.ts';
import type { Pattern } from './pattern.ts';

/** What is asked of the value (or values) at a path. */
export type Test =
  | { readonly op: 'eq'; readonly operand: Value }
  | { readonly op: 'gt' | 'gte' | 'lt' | 'lte'; readonly operand: Value }
  | {
      readonly op: 'in';
      readonly operands: readonly Value[];
      readonly keys: ReadonlySet<string>;
      readonly patterns: readonly Pattern[];
    }
  | { readonly op: 'regex'; readonly pattern: Pattern }
  | { readonly op: 'exists' }
  | { readonly op: 'size'; readonly size: number }
  | { readonly op: 'elementDocument'; readonly condition: Condition }
  | { readonly op: 'elementValue'; readonly tests: readonly Test[] }
  | { readonly op: 'not'; readonly tests: readonly Test[] };

export interface FieldCondition {
  readonly kind: 'field';
  readonly name: string;
  readonly path: readonly string[];
  readonly test: Test;
}

/** A compiled filter. */
export type Condition = FieldCondition | { readonly kind: 'and' | 'or' | 'nor'; readonly parts: readonly Condition[] };

/** The parts that must all hold, with nested conjunctions opened. */
export function conjuncts(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? condition.parts.flatMap(conjuncts) : [condition];
}

/** The top-level fields that a condition looks at. */
export function fieldsOf(condition: Condition, found: Set<string> = new Set()): Set<string> {
  if (condition.kind === 'field') found.add(condition.path[0] as string);
  else for (const part of condition.parts) fieldsOf(part, found);
  return found;
}
