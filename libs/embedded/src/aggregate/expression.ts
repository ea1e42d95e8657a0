import { CommandError } from '../command-error.ts';
import { isArray, isDocument } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { parsePath } from '../query/path.ts';
import { operators } from './operators.ts';

/** Computes a value from a document; undefined is a missing field. */
export type Expression = (document: Document) => Value | undefined;

/** What an expression reads: top-level fields, or (`whole`) the entire document. */
export interface Reads {
  readonly fields: Set<string>;
  whole: boolean;
}

export const newReads = (): Reads => ({ fields: new Set(), whole: false });

/** The value at a path; through an array, the array of what its documents hold there. */
function valueAt(value: Value | undefined, path: readonly string[], at = 0): Value | undefined {
  if (at === path.length) return value;
  if (isDocument(value)) return valueAt(value.get(path[at] as string), path, at + 1);
  if (!isArray(value)) return undefined;
  return value
    .map((item) => (isDocument(item) ? valueAt(item, path, at) : undefined))
    .filter((item) => item !== undefined);
}

function compileReference(text: string, reads: Reads): Expression {
  if (text.startsWith('$$')) {
    const [name, ...rest] = text.slice(2).split('.');
    if (name === 'REMOVE' && rest.length === 0) return () => undefined;
    if (name !== 'ROOT' && name !== 'CURRENT')
      throw new CommandError('BadValue', `the variable $$${name} is not supported by the embedded database`);
    reads.whole = true;
    return (document) => valueAt(document, rest);
  }
  const path = parsePath(text.slice(1), 'an expression');
  reads.fields.add(path[0] as string);
  return (document) => valueAt(document, path);
}

function compileOperator(name: string, operand: Value, reads: Reads): Expression {
  if (name === '$literal') return () => operand;
  const operator = operators.get(name);
  if (operator === undefined)
    throw new CommandError('InvalidPipelineOperator', `Unrecognized or unsupported expression '${name}'`);
  const list =
    name === '$cond' && isDocument(operand) ? conditionList(operand) : isArray(operand) ? operand : [operand];
  if (list.length < operator.least || list.length > operator.most) {
    throw new CommandError(
      'BadValue',
      `Expression ${name} takes ${operator.least} to ${operator.most} arguments, not ${list.length}`,
    );
  }
  const operands = list.map((each) => compileExpression(each, reads));
  return (document) => operator.evaluate(operands.map((each) => () => each(document)));
}

function conditionList(operand: Document): readonly Value[] {
  for (const name of operand.keys()) {
    if (name !== 'if' && name !== 'then' && name !== 'else')
      throw new CommandError('BadValue', `Unrecognized parameter to $cond: ${name}`);
  }
  return ['if', 'then', 'else'].map((name) => operand.get(name)).filter((value) => value !== undefined);
}

function compileObject(fields: Document, reads: Reads): Expression {
  const parts = [...fields].map(([name, value]): [string, Expression] => {
    if (name.startsWith('$') || name.includes('.'))
      throw new CommandError('BadValue', `the field name '${name}' is not allowed in an object expression`);
    return [name, compileExpression(value, reads)];
  });
  return (document) => {
    const made: Document = new Map();
    for (const [name, expression] of parts) {
      const value = expression(document);
      if (value !== undefined) made.set(name, value);
    }
    return made;
  };
}

/** @throws CommandError that names an operator or variable outside the supported set */
export function compileExpression(value: Value, reads: Reads): Expression {
  if (typeof value === 'string') return value.startsWith('$') ? compileReference(value, reads) : () => value;
  if (isArray(value)) {
    const items = value.map((item) => compileExpression(item, reads));
    return (document) => items.map((item) => item(document) ?? null);
  }
  if (!isDocument(value)) return () => value;
  const first = value.keys().next().value;
  if (first?.startsWith('$') !== true) return compileObject(value, reads);
  if (value.size !== 1)
    throw new CommandError(
      'BadValue',
      `an expression must have exactly one operator, not ${[...value.keys()].join(', ')}`,
    );
  return compileOperator(first, value.get(first) as Value, reads);
}
