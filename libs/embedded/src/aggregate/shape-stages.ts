import { CommandError } from '../command-error.ts';
import { asFlag, int32, isArray, isDocument, isNullish } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { mapped } from '../engine/paced.ts';
import type { Paced } from '../engine/paced.ts';
import { parsePath } from '../query/path.ts';
import { compileProjection, project } from '../query/projection.ts';
import type { Projection } from '../query/projection.ts';
import { compileExpression, newReads } from './expression.ts';
import type { Expression } from './expression.ts';
import type { Stage } from './stage.ts';

interface Computed {
  readonly path: readonly string[];
  readonly expression: Expression;
}

/**
 * The container with the field set (undefined: removed); in an array, in each of its items. Nothing that came in is
 * changed.
 */
function withField(container: Value | undefined, path: readonly string[], at: number, value: Value | undefined): Value {
  if (isArray(container)) return container.map((item) => withField(item, path, at, value));
  const made: Document = new Map(isDocument(container) ? container : []);
  const name = path[at] as string;
  const field = at === path.length - 1 ? value : withField(made.get(name), path, at + 1, value);
  if (field === undefined) made.delete(name);
  else made.set(name, field);
  return made;
}

function computedInto(target: Document, document: Document, computed: readonly Computed[]): Document {
  return computed.reduce<Document>(
    (made, { path, expression }) => withField(made, path, 0, expression(document)) as Document,
    target,
  );
}

const isOperator = (value: Value): boolean => isDocument(value) && value.keys().next().value?.startsWith('$') === true;
const isExpression = (value: Value): boolean => typeof value === 'string' || isArray(value) || isOperator(value);

/** Splits a $project into flags and computed fields, with nested documents opened to dotted paths. */
function splitProject(specification: Document, prefix: string, flags: Document, computed: Computed[]): void {
  for (const [name, value] of specification) {
    const path = `${prefix}${name}`;
    if (isExpression(value))
      computed.push({ path: parsePath(path, '$project'), expression: compileExpression(value, newReads()) });
    else if (isDocument(value)) splitProject(value, `${path}.`, flags, computed);
    else if (asFlag(value) === undefined)
      throw new CommandError('BadValue', `the field '${path}' of $project is neither a flag nor an expression`);
    else flags.set(path, value);
  }
}

export function projectStage(specification: Value): Stage {
  if (!isDocument(specification) || specification.size === 0) {
    throw new CommandError('BadValue', '$project specification must be an object with at least one field');
  }
  const flags: Document = new Map();
  const computed: Computed[] = [];
  splitProject(specification, '', flags, computed);
  const others = [...flags].filter(([name]) => name !== '_id');
  if (computed.length > 0 && others.some(([, value]) => asFlag(value) === false)) {
    throw new CommandError('BadValue', '$project cannot exclude fields beside computed ones');
  }
  const computesId = computed.some(({ path }) => path[0] === '_id');
  const projection: Projection | undefined =
    computed.length > 0 && others.length === 0
      ? { keeps: true, tree: new Map(computesId || asFlag(flags.get('_id')) === false ? [] : [['_id', 'whole']]) }
      : compileProjection(flags);
  return (source) =>
    mapped(source, (document) =>
      computedInto(projection === undefined ? document : project(document, projection), document, computed),
    );
}

export function addFieldsStage(specification: Value): Stage {
  if (!isDocument(specification)) throw new CommandError('BadValue', '$addFields specification must be an object');
  const computed = [...specification].map(([name, value]) => ({
    path: parsePath(name, '$addFields'),
    expression: compileExpression(value, newReads()),
  }));
  return (source) => mapped(source, (document) => computedInto(document, document, computed));
}

/** The value at a path that leads through documents alone: $unwind does not look into arrays on the way. */
const plainValueAt = (document: Document, path: readonly string[]): Value | undefined =>
  path.reduce<Value | undefined>((value, name) => (isDocument(value) ? value.get(name) : undefined), document);

interface Unwind {
  readonly path: readonly string[];
  readonly keepsEmpty: boolean;
  readonly indexField: string | undefined;
}

function unwindOptions(specification: Value): Unwind {
  const options: Document = isDocument(specification) ? specification : new Map([['path', specification]]);
  for (const name of options.keys()) {
    if (name !== 'path' && name !== 'preserveNullAndEmptyArrays' && name !== 'includeArrayIndex') {
      throw new CommandError('BadValue', `unrecognized option to $unwind stage: ${name}`);
    }
  }
  const path = options.get('path');
  const indexField = options.get('includeArrayIndex');
  if (typeof path !== 'string' || !path.startsWith('$'))
    throw new CommandError('BadValue', 'the path of $unwind must be a string with a dollar sign in front');
  if (indexField !== undefined && typeof indexField !== 'string')
    throw new CommandError('BadValue', 'includeArrayIndex of $unwind must be a string');
  return {
    path: parsePath(path.slice(1), '$unwind'),
    keepsEmpty: asFlag(options.get('preserveNullAndEmptyArrays')) ?? false,
    indexField,
  };
}

export function unwindStage(specification: Value): Stage {
  const { path, keepsEmpty, indexField } = unwindOptions(specification);
  const numbered = (document: Document, index: number | null): Document =>
    indexField === undefined
      ? document
      : (withField(document, indexField.split('.'), 0, index === null ? null : BigInt(index)) as Document);
  return function* unwind(source: Paced<Document>): Paced<Document> {
    for (const document of source) {
      const value = document === undefined ? undefined : plainValueAt(document, path);
      if (document === undefined) yield undefined;
      else if (isArray(value) && value.length > 0) {
        for (const [index, item] of value.entries())
          yield numbered(withField(document, path, 0, item) as Document, index);
      } else if (!isArray(value) && !isNullish(value)) yield numbered(document, null);
      else if (keepsEmpty)
        yield numbered(isArray(value) ? (withField(document, path, 0, undefined) as Document) : document, null);
    }
  };
}

export function countStage(specification: Value): Stage {
  if (
    typeof specification !== 'string' ||
    specification === '' ||
    specification.startsWith('$') ||
    specification.includes('.')
  ) {
    throw new CommandError('BadValue', 'the count field must be a non-empty string without dollar sign and dot');
  }
  return function* count(source: Paced<Document>): Paced<Document> {
    let n = 0;
    for (const document of source) {
      if (document === undefined) yield undefined;
      else n++;
    }
    if (n > 0) yield new Map([[specification, int32(n)]]);
  };
}
