import { CommandError, unsupported } from '../command-error.ts';
import { asFlag, isDocument } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { parsePath } from './path.ts';

/** Names to keep or drop; `whole` means the entire field. */
type Tree = Map<string, Tree | 'whole'>;

export interface Projection {
  readonly keeps: boolean;
  readonly tree: Tree;
}

/** Flattens `{a: {b: 1}}` into `a.b`. */
function projectionEntries(specification: Document, prefix = ''): [string, Value][] {
  return [...specification].flatMap(([name, value]): [string, Value][] => {
    if (name.startsWith('$')) throw unsupported(`the projection operator ${name}`);
    return isDocument(value) ? projectionEntries(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value]];
  });
}

function addPath(tree: Tree, name: string): void {
  const path = parsePath(name, 'a projection');
  let here = tree;
  path.forEach((part, index) => {
    const next = here.get(part);
    const last = index === path.length - 1;
    if (last && next !== undefined) throw new CommandError('Location31250', `Path collision at ${name}`);
    if (next === 'whole')
      throw new CommandError(
        'Location31249',
        `Path collision at ${name} remaining portion ${path.slice(index + 1).join('.')}`,
      );
    if (last) here.set(part, 'whole');
    else {
      const branch: Tree = next ?? new Map();
      here.set(part, branch);
      here = branch;
    }
  });
}

/** @returns undefined when the specification is empty: the document as it is */
export function compileProjection(specification: Document): Projection | undefined {
  const entries = projectionEntries(specification).map(([name, value]) => {
    const flag = asFlag(value);
    if (flag === undefined) throw unsupported(`an expression in a projection (${name})`);
    return { name, flag };
  });
  if (entries.length === 0) return undefined;
  const others = entries.filter((entry) => entry.name !== '_id');
  const keeps = others.length > 0 ? (others[0] as { flag: boolean }).flag : (entries[0] as { flag: boolean }).flag;
  const other = others.find((entry) => entry.flag !== keeps);
  if (other !== undefined) {
    const [code, does, kind] = keeps
      ? (['Location31254', 'exclusion', 'inclusion'] as const)
      : (['Location31253', 'inclusion', 'exclusion'] as const);
    throw new CommandError(
      code,
      `Cannot do ${does} on field ${other.name} in ${kind} projection: one projection cannot both include and exclude`,
    );
  }
  const tree: Tree = new Map();
  for (const entry of others) addPath(tree, entry.name);
  const id = entries.find((entry) => entry.name === '_id');
  if ((id?.flag ?? true) === keeps && (keeps || id !== undefined)) addPath(tree, '_id');
  return { keeps, tree };
}

function keep(document: Document, tree: Tree): Document {
  const kept: Document = new Map();
  for (const [name, value] of document) {
    const branch = tree.get(name);
    if (branch === 'whole') kept.set(name, value);
    else if (branch !== undefined) {
      const inner = keepInside(value, branch);
      if (inner !== undefined) kept.set(name, inner);
    }
  }
  return kept;
}

/** Scalars on the way to an included path are dropped, also out of arrays. */
function keepInside(value: Value, tree: Tree): Value | undefined {
  if (isDocument(value)) return keep(value, tree);
  return Array.isArray(value)
    ? value.map((item) => keepInside(item, tree)).filter((item) => item !== undefined)
    : undefined;
}

function drop(value: Value, tree: Tree): Value {
  if (Array.isArray(value)) return value.map((item) => drop(item, tree));
  if (!isDocument(value)) return value;
  const left: Document = new Map();
  for (const [name, field] of value) {
    const branch = tree.get(name);
    if (branch !== 'whole') left.set(name, branch === undefined ? field : drop(field, branch));
  }
  return left;
}

export function project(document: Document, projection: Projection): Document {
  return projection.keeps ? keep(document, projection.tree) : (drop(document, projection.tree) as Document);
}
