import { CommandError } from '../command-error.ts';
import { deepCopy } from '../bson/value.ts';
import type { Document } from '../bson/value.ts';
import { conjuncts } from '../query/condition.ts';
import type { Condition } from '../query/condition.ts';
import { placeAt } from './place.ts';

/** The document that an upsert starts from: what the filter says must be equal. */
export function upsertSeed(filter: Condition): Document {
  const seed: Document = new Map();
  for (const part of conjuncts(filter)) {
    if (part.kind !== 'field' || part.test.op !== 'eq') continue;
    const place = placeAt(seed, part, 'make');
    if (place === undefined || place.get() !== undefined) {
      throw new CommandError(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${part.name}' is matched twice`,
      );
    }
    place.set(deepCopy(part.test.operand));
  }
  return seed;
}
