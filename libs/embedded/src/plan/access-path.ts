import type { Value } from '../bson/value.ts';
import type { KeyField } from '../order/sort-keys.ts';
import { conjuncts } from '../query/condition.ts';
import type { Condition, Test } from '../query/condition.ts';
import type { Collection } from '../store/collection.ts';
import type { StoredIndex } from '../store/stored-index.ts';
import { implies } from './implies.ts';
import { merged, pointBytes, pointInterval, prefixInterval, toInterval } from './intervals.ts';
import type { Interval } from './intervals.ts';
import { intersectAll, isPoint, rangesOf } from './ranges.ts';
import type { Range } from './ranges.ts';

/** How the candidates of a filter are read. All of them are matched against the filter afterwards. */
export type AccessPath =
  | { readonly kind: 'collection'; readonly sorted: false }
  | {
      readonly kind: 'index';
      readonly index: StoredIndex;
      readonly intervals: readonly Interval[];
      readonly backwards: boolean;
      readonly sorted: boolean /** All that lies there matches the filter. */;
      readonly exact: boolean;
    }
  | { readonly kind: 'union'; readonly paths: readonly AccessPath[]; readonly sorted: false };

interface NamedTest {
  readonly name: string;
  readonly test: Test;
}

interface Candidate {
  readonly path: AccessPath;
  readonly score: number;
}

const prefixesMax = 5000;

/** Tests by full path; what $elemMatch asks of an array's documents is asked of the array's paths. */
function namedTests(filter: readonly Condition[], prefix = ''): NamedTest[] {
  return filter.flatMap((part): NamedTest[] => {
    if (part.kind !== 'field') return [];
    const name = prefix + part.name;
    return part.test.op === 'elementDocument'
      ? namedTests(conjuncts(part.test.condition), `${name}.`)
      : [{ name, test: part.test }];
  });
}

/** In an array each test may be met by another element, so only one of them bounds the search: the narrowest. */
function fieldRanges(tests: readonly Test[], throughArray: boolean): Range[] | undefined {
  const lists = tests.map(rangesOf);
  if (!throughArray) return intersectAll(lists);
  const known = lists.filter((list) => list !== undefined);
  return known.find((list) => list.every(isPoint)) ?? known[0];
}

interface Bounds {
  readonly intervals: readonly Interval[];
  /** Fields bound to points, and to exactly one point each. */
  readonly points: number;
  readonly singles: ReadonlySet<string>;
  /** Fields that are bound, each by all that is asked of it. */
  readonly bound: ReadonlySet<string>;
  readonly ranged: boolean;
}

function boundsOf(index: StoredIndex, tests: readonly NamedTest[]): Bounds {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let arrayUsed = false;
  let points = 0;
  const singles = new Set<string>();
  const bound = new Set<string>();
  for (const [at, field] of index.definition.fields.entries()) {
    const throughArray = (index.arrays & (1 << at)) !== 0;
    if (throughArray && arrayUsed) break;
    const ranges = fieldRanges(
      tests.filter((each) => each.name === field.name).map((each) => each.test),
      throughArray,
    );
    if (ranges === undefined || prefixes.length * ranges.length > prefixesMax) break;
    arrayUsed ||= throughArray;
    bound.add(field.name);
    if (!ranges.every(isPoint)) {
      const intervals = prefixes.flatMap((prefix) => ranges.map((range) => toInterval(prefix, range, field)));
      return { intervals: merged(intervals), points, singles, bound, ranged: true };
    }
    prefixes = prefixes.flatMap((prefix) => ranges.map((range) => pointBytes(prefix, range, field)));
    points++;
    if (ranges.length === 1) singles.add(field.name);
  }
  return {
    intervals: merged(prefixes.map(points === index.definition.fields.length ? pointInterval : prefixInterval)),
    points,
    singles,
    bound,
    ranged: false,
  };
}

/** 1: the index is read forwards, -1: backwards, 0: it does not give this order. */
function orderGiven(index: StoredIndex, sort: readonly KeyField[], singles: ReadonlySet<string>): 1 | -1 | 0 {
  const wanted = sort.filter((field) => !singles.has(field.name));
  if (index.arrays !== 0) return 0;
  const given = index.definition.fields.filter((field) => !singles.has(field.name));
  const first = wanted[0];
  if (first === undefined) return 1;
  const backwards = given[0]?.descending !== first.descending;
  const fits = wanted.every(
    (field, at) => given[at]?.name === field.name && (given[at]?.descending !== field.descending) === backwards,
  );
  return fits ? (backwards ? -1 : 1) : 0;
}

/** Values whose keys are equal, or in order, where the values are; a range over them has no other type in it. */
const isPlain = (value: Value): boolean => typeof value === 'string' || typeof value === 'boolean';

/** Whether an index that is bound by this part holds nothing there that does not match it. False when in doubt. */
function isBound(part: Condition, bound: ReadonlySet<string>): boolean {
  if (part.kind !== 'field' || !bound.has(part.name)) return false;
  const { test } = part;
  switch (test.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return isPlain(test.operand);
    case 'in':
      return test.patterns.length === 0 && test.operands.every(isPlain);
    default:
      return false;
  }
}

/** Whether a partial index holds only what matches this part. */
const isImplied = (part: Condition, partial: Condition | undefined): boolean =>
  partial !== undefined && implies(conjuncts(partial), part);

function candidate(
  index: StoredIndex,
  filter: readonly Condition[],
  tests: readonly NamedTest[],
  sort: readonly KeyField[],
): Candidate | undefined {
  const { definition } = index;
  if (definition.partial !== undefined && !implies(filter, definition.partial)) return undefined;
  const bounds = boundsOf(index, tests);
  const order = sort.length === 0 ? 0 : orderGiven(index, sort, bounds.singles);
  const unique = definition.unique && bounds.points === definition.fields.length && bounds.intervals.length === 1;
  const score =
    (unique ? 1000 : 0) +
    bounds.points * 10 +
    (bounds.ranged ? 5 : 0) +
    (order === 0 ? 0 : 6) +
    (definition.partial === undefined ? 0 : 3);
  if (score === 0) return undefined;
  const exact =
    index.arrays === 0 && filter.every((part) => isBound(part, bounds.bound) || isImplied(part, definition.partial));
  return {
    path: { kind: 'index', index, intervals: bounds.intervals, backwards: order === -1, sorted: order !== 0, exact },
    score,
  };
}

/** Chooses by how many fields of an index are bound, by equality before range, then by whether it gives the order. */
export function chooseAccessPath(collection: Collection, condition: Condition, sort: readonly KeyField[]): AccessPath {
  const filter = conjuncts(condition);
  const tests = namedTests(filter);
  let best: Candidate | undefined;
  for (const index of collection.indexes) {
    const found = candidate(index, filter, tests, sort);
    if (found !== undefined && (best === undefined || found.score > best.score)) best = found;
  }
  return best?.path ?? unionOf(collection, filter) ?? { kind: 'collection', sorted: false };
}

/** An $or is read branch by branch when each branch has an index. */
function unionOf(collection: Collection, filter: readonly Condition[]): AccessPath | undefined {
  for (const part of filter) {
    if (part.kind !== 'or') continue;
    const others = filter.filter((each) => each.kind === 'field');
    const paths = part.parts.map((branch) =>
      chooseAccessPath(collection, { kind: 'and', parts: [...others, branch] }, []),
    );
    if (paths.every((path) => path.kind !== 'collection')) return { kind: 'union', paths, sorted: false };
  }
  return undefined;
}
