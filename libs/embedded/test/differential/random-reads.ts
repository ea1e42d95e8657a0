import fc from 'fast-check';
import { Int32, type Document, type Filter, type Sort } from 'mongodb';
import type { Case, Family } from './case.ts';
import { document, list, sample, scalar, show, value } from './random-values.ts';
import { typed } from './outcome.ts';

const path = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'n', 'n.x', 'n.y', 'a.0', 'n.0.x');
const operators = fc.oneof(
  {
    arbitrary: fc
      .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), value)
      .map(([name, operand]): Document => ({ [name]: operand })),
    weight: 5,
  },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('$in', '$nin', '$all'), list)
      .map(([name, operand]): Document => ({ [name]: operand })),
    weight: 3,
  },
  { arbitrary: fc.tuple(scalar, scalar).map(([low, high]): Document => ({ $gte: low, $lt: high })), weight: 2 },
  {
    arbitrary: fc.tuple(scalar, scalar).map(([low, high]): Document => ({ $elemMatch: { $gte: low, $ne: high } })),
    weight: 1,
  },
  { arbitrary: fc.tuple(scalar, scalar).map(([x, y]): Document => ({ $elemMatch: { x, y: { $gte: y } } })), weight: 1 },
  { arbitrary: fc.boolean().map((isThere): Document => ({ $exists: isThere })), weight: 1 },
  {
    arbitrary: fc.constantFrom<Document>(
      { $regex: '^x' },
      { $regex: 'Y', $options: 'i' },
      { $size: 1 },
      { $size: 2 },
      { $not: { $gt: new Int32(1) } },
      { $not: { $exists: true } },
    ),
    weight: 1,
  },
);
const condition = fc.oneof(
  fc.tuple(path, operators).map(([name, asked]): Document => ({ [name]: asked })),
  fc.tuple(path, value).map(([name, asked]): Document => ({ [name]: asked })),
);
export const filter = fc.oneof(
  { arbitrary: condition, weight: 2 },
  {
    arbitrary: fc.array(condition, { minLength: 2, maxLength: 3 }).map((parts): Document => ({ $and: parts })),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('$or', '$nor'), fc.array(condition, { minLength: 1, maxLength: 3 }))
      .map(([name, parts]): Document => ({ [name]: parts })),
    weight: 2,
  },
  {
    arbitrary: fc
      .tuple(condition, fc.array(condition, { minLength: 1, maxLength: 2 }))
      .map(([first, parts]): Document => ({ $and: [first, { $or: parts }] })),
    weight: 2,
  },
);
const direction = fc.constantFrom<1 | -1>(1, -1);
const sort: fc.Arbitrary<Sort> = fc.oneof(
  direction.map((way): Sort => [['_id', way]]),
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'n.x'), direction, direction).map(
    ([name, way, last]): Sort => [
      [name, way],
      ['_id', last],
    ],
  ),
  fc.tuple(fc.constantFrom('a', 'b'), direction, fc.constantFrom('c', 'b'), direction).map(
    ([one, way, other, turn]): Sort =>
      one === other
        ? [
            [one, way],
            ['_id', 1],
          ]
        : [
            [one, way],
            [other, turn],
            ['_id', 1],
          ],
  ),
);
const projection = fc.oneof<fc.Arbitrary<Document>[]>(
  fc.constant({}),
  fc
    .uniqueArray(fc.constantFrom('a', 'b', 'e', 'n.x', 'n.y'), { minLength: 1, maxLength: 3 })
    .chain((names) => fc.constantFrom(0, 1).map((flag) => Object.fromEntries(names.map((name) => [name, flag])))),
);
const query = fc.record({
  filter,
  sort,
  projection,
  skip: fc.constantFrom(0, 0, 2),
  limit: fc.constantFrom(0, 0, 3, 10),
});

export const randomDocuments: readonly Document[] = sample(document, 80).map((fields, index) => ({
  _id: new Int32(index),
  ...fields,
}));

export const indexes: Family['indexes'] = {
  'without an index': [],
  'with single indexes': [{ key: { a: 1 } }, { key: { b: -1 } }, { key: { d: 1 } }, { key: { 'n.x': 1 } }],
  'with compound and partial indexes': [
    { key: { b: 1, c: -1 } },
    { key: { c: 1, a: 1 } },
    { key: { 'n.x': 1, 'n.y': -1 } },
    { key: { a: -1 }, name: 'above', partialFilterExpression: { a: { $gt: 1 } } },
    { key: { d: 1, b: 1 }, name: 'there', partialFilterExpression: { d: { $exists: true } } },
  ],
};

export const randomReads: Family = {
  name: 'random queries',
  indexes,
  documents: randomDocuments,
  cases: sample(query, 500).map(
    ({ filter: where, ...options }): Case => ({
      name: `find ${show(where)} ${show(options)}`,
      ask: (things) => things.find(where as Filter<Document>, { ...options, ...typed }).toArray(),
    }),
  ),
};
