import { Decimal128, Int32, MaxKey, type Collection, type Db, type Document } from 'mongodb';

/** What the embedded database does not do, whatever the engine answers: the refusal's code, and what its text names. */
export interface Refused {
  readonly name: string;
  readonly code: number;
  readonly ask: (things: Collection<Document>, db: Db) => Promise<unknown>;
}

const filter = (code: number, name: string, filter: Document): Refused => ({
  name,
  code,
  ask: (things) => things.find(filter).toArray(),
});
const update = (code: number, name: string, update: Document | Document[], options: Document = {}): Refused => ({
  name,
  code,
  ask: (things) => things.updateOne({}, update, options),
});
const stage = (code: number, name: string, ...pipeline: Document[]): Refused => ({
  name,
  code,
  ask: (things) => things.aggregate(pipeline).toArray(),
});
const compute = (name: string, operand: unknown): Refused => stage(168, name, { $project: { x: { [name]: operand } } });
const index = (name: string, key: Document, options: Document = {}): Refused => ({
  name,
  code: name === '$**' ? 52 : 238,
  ask: (things) => things.createIndex(key as { [name: string]: 1 }, options),
});

export const refusedFilters: readonly Refused[] = [
  filter(2, '$expr', { $expr: { $eq: ['$a', 1] } }),
  filter(2, '$where', { $where: 'true' }),
  filter(2, '$text', { $text: { $search: 'x' } }),
  filter(2, '$jsonSchema', { $jsonSchema: {} }),
  filter(2, '$type', { a: { $type: 'string' } }),
  filter(2, '$mod', { a: { $mod: [2, 0] } }),
  filter(2, '$bitsAllSet', { a: { $bitsAllSet: new Int32(1) } }),
  filter(2, '$near', { a: { $near: [1, 2] } }),
  filter(2, 'MaxKey', { a: { $lt: new MaxKey() } }),
  filter(238, 'Decimal128', { a: { $lt: Decimal128.fromString('1E+6000') } }),
  filter(238, 'group', { a: { $regex: '(a|b)' } }),
  filter(238, 'repetitions', { a: { $regex: 'a*b*c*d*' } }),
  filter(238, "'x'", { a: { $regex: 'a', $options: 'x' } }),
  { name: 'collation', code: 238, ask: (things) => things.find({}, { collation: { locale: 'fa' } }).toArray() },
  { name: 'hint', code: 238, ask: (things) => things.find({}, { hint: '_id_' }).toArray() },
  { name: '$slice', code: 238, ask: (things) => things.find({}, { projection: { a: { $slice: 1 } } }).toArray() },
  {
    name: '$elemMatch',
    code: 238,
    ask: (things) => things.find({}, { projection: { a: { $elemMatch: { b: 1 } } } }).toArray(),
  },
  { name: '$natural', code: 52, ask: (things) => things.find({}).sort({ $natural: 1 }).toArray() },
];

export const refusedUpdates: readonly Refused[] = [
  ...['$mul', '$rename', '$bit', '$currentDate', '$pop'].map((name) =>
    update(9, name, { [name]: { a: name === '$rename' ? 'b' : 1 } }),
  ),
  update(238, 'Decimal128', { $inc: { a: Decimal128.fromString('1') } }),
  update(2, '$sort', { $push: { list: { $each: [1], $sort: 1 } } }),
  update(238, 'pipeline', [{ $set: { a: 1 } }]),
  update(238, 'arrayFilters', { $set: { 'list.$[x]': 1 } }, { arrayFilters: [{ x: 1 }] }),
  update(52, "'$'", { $set: { 'list.$': 1 } }),
  update(52, "'$[]'", { $set: { 'list.$[]': 1 } }),
];

export const refusedStages: readonly Refused[] = [
  ...[
    '$lookup',
    '$facet',
    '$bucket',
    '$bucketAuto',
    '$sortByCount',
    '$replaceRoot',
    '$replaceWith',
    '$merge',
    '$out',
    '$unionWith',
    '$graphLookup',
    '$setWindowFields',
    '$sample',
    '$unset',
    '$redact',
    '$densify',
    '$fill',
    '$geoNear',
    '$collStats',
    '$indexStats',
  ].map((name) => stage(40324, name, { [name]: {} })),
  ...[
    '$abs',
    '$mod',
    '$toString',
    '$dateTrunc',
    '$dateToString',
    '$map',
    '$filter',
    '$reduce',
    '$switch',
    '$let',
    '$type',
    '$arrayElemAt',
    '$substrCP',
    '$toUpper',
    '$mergeObjects',
    '$convert',
  ].map((name) => compute(name, ['$a', 1])),
  ...['$stdDevPop', '$firstN', '$top', '$mergeObjects', '$median'].map((name) =>
    stage(15952, name, { $group: { _id: null, x: { [name]: '$a' } } }),
  ),
  ...['$sum', '$avg'].map((name) =>
    stage(238, name, { $group: { _id: null, x: { [name]: { $literal: Decimal128.fromString('1') } } } }),
  ),
  stage(238, 'Decimal128', { $project: { x: { $add: ['$a', Decimal128.fromString('1')] } } }),
  stage(2, '$$NOW', { $project: { x: '$$NOW' } }),
  stage(2, '$expr', { $match: { $expr: true } }),
];

export const refusedIndexes: readonly Refused[] = [
  index('expireAfterSeconds', { a: 1 }, { expireAfterSeconds: 5 }),
  index('sparse', { a: 1 }, { sparse: true }),
  index('collation', { a: 1 }, { collation: { locale: 'fa' } }),
  index('text', { a: 'text' }),
  index('2dsphere', { a: '2dsphere' }),
  index('hashed', { a: 'hashed' }),
  index('$**', { '$**': 1 }),
  index('partialFilterExpression', { a: 1 }, { partialFilterExpression: { a: { $in: [1] } } }),
  { name: 'capped', code: 238, ask: (_things, db) => db.createCollection('c', { capped: true, size: 1000 }) },
  { name: 'validator', code: 238, ask: (_things, db) => db.createCollection('c', { validator: { a: 1 } }) },
];
