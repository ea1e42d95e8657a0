import fc from 'fast-check';
import { Double, Int32, Long, type Document } from 'mongodb';
import { document, list, sample, scalar, show, value } from './random-values.ts';
import type { UpdateCase } from './update-cases.ts';

interface Change {
  readonly path: string;
  readonly update: Document;
}

const change = (name: string, path: string, operand: unknown): Change => ({
  path,
  update: { [name]: { [path]: operand } },
});

const target = fc.constantFrom('a', 'b', 'd', 'e', 'e.1', 'n', 'n.x', 'n.0', 'n.0.x', 'n.x.1', 'new.deep');
// What takes away is asked of whole fields; of paths, and of nothing to push, the engine has ways of its own
// (lists.ts): update-cases.ts asks these one by one.
const field = fc.constantFrom('a', 'b', 'd', 'e', 'n');
const items = fc.array(value, { minLength: 1, maxLength: 3 });
const modifiers = fc.constantFrom<Document>(
  {},
  { $slice: -2 },
  { $slice: 2 },
  { $position: 0 },
  { $position: 1, $slice: 3 },
);
const pulled = fc.oneof<fc.Arbitrary<unknown>[]>(
  scalar,
  scalar.map((low) => ({ $gte: low })),
  list.map((all) => ({ $in: all })),
  scalar.map((x) => ({ x })),
);
const changes: fc.Arbitrary<Change> = fc.oneof(
  {
    arbitrary: fc
      .tuple(fc.constantFrom('$set', '$setOnInsert', '$min', '$max', '$addToSet', '$push'), target, value)
      .map(([name, at, operand]) => change(name, at, operand)),
    weight: 5,
  },
  fc
    .tuple(target, fc.constantFrom<unknown>(new Int32(1), Long.fromNumber(-3), new Double(0.5)))
    .map(([at, amount]) => change('$inc', at, amount)),
  field.map((at) => change('$unset', at, '')),
  fc.tuple(target, items, modifiers).map(([at, all, how]) => change('$push', at, { $each: all, ...how })),
  fc.tuple(target, items).map(([at, all]) => change('$addToSet', at, { $each: all })),
  fc.tuple(field, pulled).map(([at, what]) => change('$pull', at, what)),
  fc.tuple(field, list).map(([at, all]) => change('$pullAll', at, all)),
);
/**
 * Two changes meet at one path or not; in the order of their paths, in which MongoDB applies them whatever the order
 * they come in.
 */
const update = fc.oneof(
  { arbitrary: changes.map((one) => one.update), weight: 3 },
  {
    arbitrary: fc
      .tuple(changes, changes)
      .map(
        ([one, other]): Document =>
          one.path < other.path ? { ...one.update, ...other.update } : { ...other.update, ...one.update },
      ),
    weight: 1,
  },
);

export const randomUpdates: readonly UpdateCase[] = sample(fc.record({ before: document, update }), 600).map(
  (each) => ({ ...each, name: `update ${show(each.update)} of ${show(each.before)}` }),
);
