import type { Parts } from '../bson/decode.ts';
import { fieldsOf } from '../query/condition.ts';
import type { IndexDefinition } from './index-definition.ts';

type Building = Map<string, Building>;

/** What of a document the keys of these indexes depend on. */
export function partsOfIndexes(definitions: Iterable<IndexDefinition>): Parts {
  const parts: Building = new Map();
  const whole = new Set<string>();
  for (const { fields, partial } of definitions) {
    for (const { path } of fields) addPath(parts, path);
    if (partial) for (const name of fieldsOf(partial)) whole.add(name);
  }
  for (const name of whole) parts.set(name, new Map());
  return parts;
}

/** A path that ends where others go on wants all that is there. */
function addPath(parts: Building, [name = '', ...rest]: readonly string[]): void {
  const known = parts.get(name);
  if (rest.length === 0) parts.set(name, new Map());
  else if (known === undefined) {
    const fresh: Building = new Map();
    parts.set(name, fresh);
    addPath(fresh, rest);
  } else if (known.size > 0) addPath(known, rest);
}
