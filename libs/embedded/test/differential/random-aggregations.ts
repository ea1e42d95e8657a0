import fc from 'fast-check';
import { Decimal128, Double, Int32, Long, type Document } from 'mongodb';
import type { Case, Family } from './case.ts';
import { filter, indexes, randomDocuments } from './random-reads.ts';
import { sample, scalar, show } from './random-values.ts';
import { typed } from './outcome.ts';

const distinct = [
  new Int32(1),
  Long.fromNumber(2),
  new Double(2.5),
  Decimal128.fromString('7.25'),
  'x',
  'y',
  '',
  null,
  true,
  false,
  new Date(0),
  [new Int32(4)],
  { k: 'v' },
];
const byId = { $sort: { _id: 1 } };
const accumulator = fc.oneof(
  fc
    .tuple(fc.constantFrom('$min', '$max'), fc.constantFrom('$s', '$c', '$_id'))
    .map(([name, of]): Document => ({ [name]: of })),
  fc
    .tuple(fc.constantFrom('$first', '$last'), fc.constantFrom('$a', '$b', '$c', '$_id'))
    .map(([name, of]): Document => ({ [name]: of })),
  fc
    .tuple(
      fc.constantFrom('$sum', '$avg'),
      fc.constantFrom<unknown>('$_id', '$m', 1, { $cond: [{ $gt: ['$c', '$b'] }, 1, 0] }),
    )
    .map(([name, of]): Document => ({ [name]: of })),
  fc.constant<Document>({ $count: {} }),
);
const computed = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'),
      fc.constantFrom('$a', '$b', '$n.x'),
      fc.oneof(fc.constantFrom<unknown>('$c', '$d'), scalar),
    )
    .map(([name, one, other]): Document => ({ [name]: [one, other] })),
  fc
    .tuple(fc.constantFrom('$and', '$or'), fc.constantFrom('$a', '$b'), fc.constantFrom('$c', '$e'))
    .map(([name, one, other]): Document => ({ [name]: [one, other] })),
  fc
    .tuple(fc.constantFrom('$a', '$b', '$n.y'), scalar)
    .map(([of, otherwise]): Document => ({ $ifNull: [of, otherwise] })),
  fc
    .tuple(
      fc.constantFrom('$add', '$multiply', '$subtract'),
      fc.constantFrom<unknown>(new Int32(3), Long.fromNumber(3), new Double(0.5)),
    )
    .map(([name, amount]): Document => ({ [name]: ['$m', amount] })),
);
const group = fc
  .tuple(fc.constantFrom<unknown>('$c', '$m', null, { c: '$c', m: '$m' }), accumulator, accumulator)
  .map(([_id, one, other]): Document[] => [byId, { $group: { _id, one, other } }, byId]);
const shape = fc
  .tuple(fc.constantFrom('$project', '$addFields', '$set'), computed, computed)
  .map(([name, one, other]): Document[] => [byId, { [name]: { one, other } }]);
const unwound = fc
  .tuple(fc.constantFrom('$a', '$e', '$n', '$n.x'), fc.boolean())
  .map(([path, preserveNullAndEmptyArrays]): Document[] => [byId, { $unwind: { path, preserveNullAndEmptyArrays } }]);
const pipeline = fc
  .tuple(fc.option(filter, { nil: undefined }), fc.oneof(group, shape, unwound))
  .map(([match, stages]): Document[] => [...(match ? [{ $match: match }] : []), ...stages]);

export const randomAggregations: Family = {
  name: 'random aggregations',
  indexes,
  // `c`, `m` and `s` hold no two equal numbers of different types: which of these names a group or is the least is the
  // engine's choice.
  documents: randomDocuments.map((each, index) => ({
    ...each,
    c: new Int32(index % 5),
    m: index % 3 === 0 ? Long.fromNumber(index % 4) : new Int32(100 + (index % 4)),
    s: distinct[(index * 7) % distinct.length],
  })),
  cases: sample(pipeline, 400).map(
    (stages): Case => ({
      name: `aggregate ${show(stages)}`,
      ask: (things) => things.aggregate(stages, typed).toArray(),
    }),
  ),
};
