import { Int32, type Document, type Filter } from 'mongodb';
import { valueIndexes, type Case, type Family } from './case.ts';
import { typed } from './outcome.ts';
import { fixtures, values, type Named } from './values.ts';

const find = (name: string, filter: Document): Case => ({
  name,
  ask: async (collection) =>
    (
      await collection
        .find(filter as Filter<Document>, { projection: { _id: 1 }, ...typed })
        .sort({ _id: 1 })
        .toArray()
    ).map(({ _id }) => _id as unknown),
});

const comparisons = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'] as const;
const one = new Int32(1);
const two = new Int32(2);

const compared = values.flatMap(({ name, value }) =>
  comparisons.map((operator) => find(`v ${operator} ${name}`, { v: { [operator]: value } })),
);
const implicit = values.map(({ name, value }) => find(`v is ${name}`, { v: value }));
const negated = values.flatMap(({ name, value }) =>
  (['$eq', '$gt', '$lte'] as const).map((operator) =>
    find(`not v ${operator} ${name}`, { v: { $not: { [operator]: value } } }),
  ),
);
const nested = values.flatMap(({ name, value }) =>
  ['v.a', 'v.0', 'v.0.a', 'v.a.1'].map((path) => find(`${path} is ${name}`, { [path]: value })),
);

const pairs = (list: readonly Named[]): [Named, Named][] =>
  list.map((each, index) => [each, list[(index * 7 + 3) % list.length] as Named]);
const several = pairs(values).flatMap(([a, b]) => [
  find(`v in ${a.name}, ${b.name}`, { v: { $in: [a.value, b.value] } }),
  find(`v nin ${a.name}, ${b.name}`, { v: { $nin: [a.value, b.value] } }),
  find(`v between ${a.name} and ${b.name}`, { v: { $gte: a.value, $lte: b.value } }),
  find(`or ${a.name}, ${b.name}`, { $or: [{ v: a.value }, { v: b.value }] }),
  find(`nor ${a.name}, ${b.name}`, { $nor: [{ v: a.value }, { v: { $gt: b.value } }] }),
  find(`all ${a.name}, ${b.name}`, { v: { $all: [a.value, b.value] } }),
]);

const elements: readonly (readonly [string, Document])[] = [
  ['exists', { v: { $exists: true } }],
  ['exists not', { v: { $exists: false } }],
  ['v.a exists', { 'v.a': { $exists: true } }],
  ['v.a exists not', { 'v.a': { $exists: false } }],
  ['v.0 exists', { 'v.0': { $exists: true } }],
  ['size 0', { v: { $size: 0 } }],
  ['size 1', { v: { $size: 1 } }],
  ['size 3', { v: { $size: 3 } }],
  ['element above 1', { v: { $elemMatch: { $gt: one } } }],
  ['element from 1 below 3', { v: { $elemMatch: { $gte: one, $lt: new Int32(3) } } }],
  ['element with a 1', { v: { $elemMatch: { a: one } } }],
  ['element with a 1 and b 2', { v: { $elemMatch: { a: one, b: two } } }],
  ['element with a 1 and b 1', { v: { $elemMatch: { a: one, b: one } } }],
  ['element not 1', { v: { $elemMatch: { $ne: one } } }],
  ['a 1 and b 1 anywhere', { 'v.a': one, 'v.b': one }],
  ['v.a above 1', { 'v.a': { $gt: one } }],
  ['v.a at most 1', { 'v.a': { $lte: one } }],
  ['v.a in 1, 2', { 'v.a': { $in: [one, two] } }],
  ['v.a nin 1', { 'v.a': { $nin: [one] } }],
  ['v.a null', { 'v.a': null }],
  ['v.a not null', { 'v.a': { $ne: null } }],
  ['in nothing', { v: { $in: [] } }],
  ['nin nothing', { v: { $nin: [] } }],
  ['all of nothing', { v: { $all: [] } }],
  ['starts with a', { v: /^a/ }],
  ['contains b in any case', { v: { $regex: 'b', $options: 'i' } }],
  ['starts with سا', { v: { $regex: '^سا' } }],
  ['in with a pattern', { v: { $in: [/^a/, one] } }],
  ['not a pattern', { v: { $not: /^a/ } }],
  ['and', { $and: [{ v: { $gte: one } }, { v: { $lte: two } }] }],
  ['and of an array’s elements', { $and: [{ v: one }, { v: new Int32(3) }] }],
  ['above 2 and below 2', { v: { $gt: two, $lt: two } }],
  ['group and value', { g: one, v: { $gt: null } }],
  ['everything', {}],
];

const wrong: readonly (readonly [string, Document])[] = [
  ['unknown operator', { v: { $surprise: 1 } }],
  ['in without a list', { v: { $in: 1 } }],
  ['or without a list', { $or: {} }],
  ['or of nothing', { $or: [] }],
  ['and of a number', { $and: [1] }],
  ['size of text', { v: { $size: 'a' } }],
  ['size below 0', { v: { $size: -1 } }],
  ['not without an operator', { v: { $not: 1 } }],
  ['exists with an operator that is none', { v: { $exists: true, a: 1 } }],
  ['elemMatch of a number', { v: { $elemMatch: 1 } }],
  ['operator at the top', { $gt: 1 }],
];

export const filters: Family = {
  name: 'filters',
  indexes: valueIndexes,
  documents: fixtures,
  cases: [
    ...implicit,
    ...compared,
    ...negated,
    ...nested,
    ...several,
    ...elements.map(([name, filter]) => find(name, filter)),
    ...wrong.map(([name, filter]) => find(name, filter)),
  ],
};
