import { CommandError } from '../command-error.ts';
import { isDocument } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import type { Paced } from '../engine/paced.ts';
import { keyText } from '../order/key-encoding.ts';
import { accumulatorNamed } from './accumulators.ts';
import type { Accumulator } from './accumulators.ts';
import { compileExpression } from './expression.ts';
import type { Expression, Reads } from './expression.ts';
import type { Stage } from './stage.ts';

interface GroupField {
  readonly name: string;
  readonly make: () => Accumulator;
  readonly expression: Expression;
}

const groupsMax = 1_000_000;

function groupField(name: string, specification: Value, reads: Reads): GroupField {
  if (name.includes('.') || name.startsWith('$'))
    throw new CommandError('BadValue', `the field name '${name}' is not allowed in $group`);
  const [operator, operand] =
    isDocument(specification) && specification.size === 1
      ? ([...specification][0] as [string, Value])
      : [undefined, null];
  if (operator === undefined)
    throw new CommandError('BadValue', `the field '${name}' of $group must be an accumulator object`);
  if (operator === '$count' && !(isDocument(operand) && operand.size === 0)) {
    throw new CommandError('BadValue', '$count takes no arguments in $group: {$count: {}}');
  }
  return {
    name,
    make: accumulatorNamed(operator),
    expression: operator === '$count' ? () => null : compileExpression(operand, reads),
  };
}

export function groupStage(specification: Value, reads: Reads): Stage {
  if (!isDocument(specification) || !specification.has('_id'))
    throw new CommandError('Location15955', 'a group specification must include an _id');
  const id = compileExpression(specification.get('_id') as Value, reads);
  const fields = [...specification]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => groupField(name, value, reads));
  return function* group(source: Paced<Document>): Paced<Document> {
    const groups = new Map<string, { id: Value; accumulators: Accumulator[] }>();
    for (const document of source) {
      if (document === undefined) {
        yield undefined;
        continue;
      }
      const value = id(document) ?? null;
      const key = keyText(value);
      let found = groups.get(key);
      if (found === undefined) {
        if (groups.size >= groupsMax)
          throw new CommandError(
            'QueryExceededMemoryLimitNoDiskUseAllowed',
            `$group makes more than ${groupsMax} groups`,
          );
        found = { id: value, accumulators: fields.map((field) => field.make()) };
        groups.set(key, found);
      }
      for (let index = 0; index < fields.length; index++)
        (found.accumulators[index] as Accumulator).add((fields[index] as GroupField).expression(document));
    }
    for (const { id: value, accumulators } of groups.values()) {
      yield new Map<string, Value>([
        ['_id', value],
        ...accumulators.map((each, index): [string, Value] => [(fields[index] as GroupField).name, each.result()]),
      ]);
    }
  };
}
