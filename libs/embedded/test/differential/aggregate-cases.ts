import { Int32, type Document } from 'mongodb';
import { valueIndexes, type Case, type Family } from './case.ts';
import { typed } from './outcome.ts';
import { fixtures } from './values.ts';

const pipeline = (name: string, ...stages: Document[]): Case => ({
  name,
  ask: (collection) => collection.aggregate(stages, typed).toArray(),
});
const byId = { $sort: { _id: 1 } };
const numbers = { $match: { _id: { $lte: new Int32(12) } } };

const accumulators: readonly (readonly [string, Document])[] = [
  ['sum of n', { $sum: '$n' }],
  ['sum of 1', { $sum: 1 }],
  ['sum of v', { $sum: '$v' }],
  ['avg of n', { $avg: '$n' }],
  ['min of v', { $min: '$v' }],
  ['max of v', { $max: '$v' }],
  ['first of v', { $first: '$v' }],
  ['last of v', { $last: '$v' }],
  ['first of v.a', { $first: '$v.a' }],
  ['last of v.a', { $last: '$v.a' }],
  ['min of v.a', { $min: '$v.a' }],
  ['push of v', { $push: '$v' }],
  ['push of a document', { $push: { id: '$_id', v: '$v' } }],
  ['count', { $count: {} }],
];
const groups = accumulators.flatMap(([name, accumulator]) => [
  pipeline(`${name} by g`, byId, { $group: { _id: '$g', x: accumulator } }, byId),
  pipeline(`${name} of all`, byId, { $group: { _id: null, x: accumulator } }),
]);

const expressions: readonly (readonly [string, unknown])[] = [
  ['path', '$v'],
  ['path into', '$v.a'],
  ['literal', { $literal: '$v' }],
  ['eq', { $eq: ['$v', 1] }],
  ['ne', { $ne: ['$v', null] }],
  ['gt', { $gt: ['$v', '$n'] }],
  ['gte', { $gte: ['$n', 10] }],
  ['lt', { $lt: ['$v', 'a'] }],
  ['and', { $and: ['$v', true] }],
  ['or', { $or: ['$v', false] }],
  ['not', { $not: ['$v'] }],
  ['cond', { $cond: ['$v', 'yes', 'no'] }],
  ['cond with names', { $cond: { if: { $gt: ['$g', 1] }, then: '$n', else: 0 } }],
  ['ifNull', { $ifNull: ['$v', 'none'] }],
  ['add', { $add: ['$n', 1, '$g'] }],
  ['subtract', { $subtract: ['$n', '$g'] }],
  ['multiply', { $multiply: ['$n', 2] }],
  ['divide', { $divide: ['$n', 4] }],
  ['concat', { $concat: ['a', 'b'] }],
  ['object', { a: '$g', b: { c: '$n' } }],
  ['list', ['$g', '$n']],
];
const computed = expressions.flatMap(([name, expression]) => [
  pipeline(`$project ${name}`, byId, { $project: { x: expression } }),
  pipeline(`$addFields ${name}`, byId, { $addFields: { x: expression } }),
  pipeline(
    `$group by ${name}`,
    { $group: { _id: expression, n: { $sum: 1 } } },
    { $group: { _id: '$n', groups: { $sum: 1 } } },
    byId,
  ),
]);

const shapes: readonly Case[] = [
  pipeline('unwind', byId, { $unwind: '$v' }),
  pipeline('unwind, keeping the empty', byId, { $unwind: { path: '$v', preserveNullAndEmptyArrays: true } }),
  pipeline('unwind a path', byId, { $unwind: '$v.a' }),
  pipeline('unwind a path, keeping the empty, with an index', byId, {
    $unwind: { path: '$v.a', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' },
  }),
  pipeline('unwind with an index', byId, { $unwind: { path: '$v', includeArrayIndex: 'i' } }),
  pipeline('count', { $match: { g: 1 } }, { $count: 'n' }),
  pipeline('count of nothing', { $match: { g: 99 } }, { $count: 'n' }),
  pipeline('sort, skip, limit', { $sort: { g: -1, _id: 1 } }, { $skip: 3 }, { $limit: 4 }),
  pipeline('limit before sort', byId, { $limit: 6 }, { $sort: { _id: -1 } }),
  pipeline('match after group', { $group: { _id: '$g', n: { $sum: '$n' } } }, { $match: { n: { $gt: 150 } } }, byId),
  pipeline('project away', byId, { $project: { v: 0, n: 0 } }),
  pipeline('project in', byId, { $project: { 'v.a': 1, _id: 0 } }),
  pipeline('set a field of a document', byId, numbers, { $set: { 'w.x': '$g' } }),
  pipeline('set over v', byId, numbers, { $set: { v: '$g' } }),
  pipeline(
    'group by a document',
    { $group: { _id: { g: '$g', even: { $eq: ['$g', 2] } }, n: { $sum: 1 } } },
    { $sort: { '_id.g': 1 } },
  ),
  pipeline('unknown stage', { $surprise: {} }),
  pipeline('unknown expression', { $project: { x: { $surprise: 1 } } }),
  pipeline('unknown accumulator', { $group: { _id: null, x: { $surprise: 1 } } }),
  pipeline('group without an id', { $group: { x: { $sum: 1 } } }),
  pipeline('limit 0', { $limit: 0 }),
  pipeline('skip below 0', { $skip: -1 }),
  pipeline('divide by 0', byId, { $project: { x: { $divide: ['$n', 0] } } }),
];

export const aggregations: Family = {
  name: 'aggregation',
  indexes: valueIndexes,
  documents: fixtures,
  cases: [...groups, ...computed, ...shapes],
};
