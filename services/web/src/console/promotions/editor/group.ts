import type { GroupKind } from '../terms/conditions.ts';
import { fieldOf, listOf, type Json, type JsonObject, type Path } from '../terms/json.ts';

/** Conditions that a group holds. */
export const innerOf = (group: JsonObject): readonly Json[] =>
  group.kind === 'not' ? [fieldOf(group, 'condition') ?? null] : listOf(group.of);

/** A group of a kind that holds these: the opposite is that of one condition, so of several it is that of all. */
export const groupOf = (kind: GroupKind, inner: readonly Json[]): JsonObject => {
  if (kind !== 'not') return { kind, of: inner };
  const [only, ...others] = inner;
  return { kind, condition: others.length === 0 && only !== undefined ? only : { kind: 'all', of: inner } };
};

/** Where they stand: the opposite has one place. */
export const innerPath = (kind: GroupKind, path: Path): Path => [...path, kind === 'not' ? 'condition' : 'of'];
