import { describe, expect, test } from '@jest/globals';
import { Decimal128, Double, Long, MaxKey, ObjectId } from 'bson';
import { isMatch } from './support/plain.ts';

type Plain = Record<string, unknown>;
const id = new ObjectId();

describe('filters match as MongoDB matches', () => {
  test.each<[Plain, Plain]>([
    [{}, { a: 1 }],
    [{ a: 1 }, { a: 1 }], [{ a: 1 }, { a: Long.fromNumber(1) }], [{ a: 1 }, { a: new Double(1) }], [{ a: 1 }, { a: Decimal128.fromString('1.0') }],
    [{ a: 1 }, { a: [2, 1] }], [{ a: [1, 2] }, { a: [1, 2] }], [{ a: [1, 2] }, { a: [[1, 2], 3] }], [{ a: { b: 1 } }, { a: { b: 1 } }],
    [{ a: id }, { a: id }],
    [{ a: null }, { a: null }], [{ a: null }, { b: 1 }], [{ a: null }, { a: [1, null] }], [{ 'a.b': null }, { a: 5 }], [{ 'a.b': null }, { a: {} }], [{ 'a.b': null }, { a: [{ b: 1 }, {}] }],
    [{ 'a.b': 1 }, { a: { b: 1 } }], [{ 'a.b': 1 }, { a: [{ b: 2 }, { b: 1 }] }], [{ 'a.b.c': 1 }, { a: [{ b: [{ c: 1 }] }] }],
    [{ 'a.0': 1 }, { a: [1, 2] }], [{ 'a.1.b': 1 }, { a: [{ b: 2 }, { b: 1 }] }], [{ 'a.0': 1 }, { a: { 0: 1 } }], [{ 'a.0': [1, 2] }, { a: [[1, 2]] }], [{ 'a.0': { $size: 2 } }, { a: [[1, 2]] }],
    [{ a: { $gt: 1 } }, { a: 2 }], [{ a: { $gt: 1, $lt: 3 } }, { a: [0, 5] }], [{ a: { $gte: null } }, { b: 1 }], [{ a: { $lte: 'b' } }, { a: 'a' }],
    [{ a: { $gte: NaN } }, { a: NaN }], [{ a: { $gt: Long.fromString('9007199254740992') } }, { a: Long.fromString('9007199254740993') }],
    [{ a: { $in: [1, 'x'] } }, { a: 'x' }], [{ a: { $in: [1, null] } }, {}], [{ a: { $in: [/^x/] } }, { a: 'xy' }], [{ a: { $in: [[1, 2]] } }, { a: [1, 2] }], [{ a: { $in: [1, 2, 3, 4, 5, Long.fromNumber(6)] } }, { a: new Double(6) }],
    [{ a: { $nin: [1, 2] } }, { a: 3 }], [{ a: { $nin: [1, 2] } }, {}], [{ a: { $ne: 1 } }, { a: [2, 3] }], [{ a: { $ne: 1 } }, {}], [{ a: { $ne: null } }, { a: 0 }],
    [{ a: { $not: { $gt: 5 } } }, { a: 5 }], [{ a: { $not: { $gt: 5 } } }, {}], [{ a: { $not: { $gt: 5, $lt: 2 } } }, { a: 1 }], [{ a: { $not: /^x/ } }, { a: 'y' }],
    [{ a: { $exists: true } }, { a: null }], [{ a: { $exists: false } }, { b: 1 }], [{ 'a.b': { $exists: false } }, { a: [] }], [{ 'a.b': { $exists: true } }, { a: [{}, { b: 0 }] }], [{ 'a.0': { $exists: true } }, { a: [1] }],
    [{ 'a.0': { $exists: false } }, { a: [] }], [{ a: { $exists: 1 } }, { a: [] }],
    [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { b: 1, c: 2 }] }], [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 2, 5] }], [{ a: { $elemMatch: { $or: [{ b: 1 }, { b: 2 }] } } }, { a: [{ b: 2 }] }],
    [{ a: { $elemMatch: { 0: 1 } } }, { a: [[1]] }], [{ a: { $not: { $elemMatch: { $gt: 3 } } } }, { a: [1, 2] }],
    [{ a: { $size: 2 } }, { a: [1, 2] }], [{ a: { $size: 0 } }, { a: [] }], [{ a: { $all: [1, 2] } }, { a: [2, 3, 1] }], [{ a: { $all: [1] } }, { a: 1 }], [{ a: { $all: [{ $elemMatch: { b: 1 } }] } }, { a: [{ b: 1 }] }],
    [{ a: /^ab/ }, { a: 'abc' }], [{ a: { $regex: 'B', $options: 'i' } }, { a: 'abc' }], [{ a: /b$/m }, { a: 'ab\ncd' }], [{ a: /x/ }, { a: ['y', 'xx'] }],
    [{ $or: [{ a: 1 }, { b: 1 }] }, { b: 1 }], [{ $and: [{ a: 1 }, { b: 1 }] }, { a: 1, b: 1 }], [{ $nor: [{ a: 1 }, { b: 1 }] }, { a: 2 }], [{ a: { $eq: { $gt: 1 } } }, { a: { $gt: 1 } }],
    [{ a: 1, $comment: 'why' }, { a: 1 }], [{ a: { $gt: { b: 1 } } }, { a: { b: 2 } }], [{ a: { $gt: [1, 2] } }, { a: [1, 3] }], [{ a: new MaxKey() }, { a: new MaxKey() }],
  ])('%j matches %j', (filter, document) => {
    expect(isMatch(filter, document)).toBe(true);
  });

  test.each<[Plain, Plain]>([
    [{ a: 1 }, { a: '1' }], [{ a: 1 }, { a: true }], [{ a: [1, 2] }, { a: [2, 1] }], [{ a: { b: 1 } }, { a: { b: 1, c: 1 } }], [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }],
    [{ a: null }, { a: 0 }], [{ a: null }, { a: [] }], [{ 'a.b': null }, { a: [] }], [{ 'a.b': null }, { a: [1] }], [{ 'a.b': 1 }, { a: [[{ b: 1 }]] }], [{ 'a.0': 1 }, { a: [[1, 2]] }], [{ 'a.0': { $gt: 0 } }, { a: [[1, 2]] }],
    [{ a: { $gt: 1 } }, { a: 'x' }], [{ a: { $gt: 1 } }, {}], [{ a: { $gt: null } }, { a: 1 }], [{ a: { $lt: 5 } }, { a: NaN }], [{ a: { $lt: NaN } }, { a: NaN }], [{ a: { $lt: 5 } }, { a: null }],
    [{ a: { $gt: Long.fromString('9007199254740993') } }, { a: new Double(9007199254740992) }],
    [{ a: { $in: [] } }, { a: 1 }], [{ a: { $nin: [1, 2] } }, { a: [3, 2] }], [{ a: { $nin: [null] } }, {}], [{ a: { $ne: 1 } }, { a: [1, 2] }], [{ a: { $ne: null } }, {}], [{ a: { $not: { $gt: 5 } } }, { a: [1, 9] }],
    [{ a: { $exists: false } }, { a: null }], [{ 'a.b': { $exists: true } }, { a: [1, []] }], [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }], [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 5] }],
    [{ a: { $elemMatch: { b: 1 } } }, { a: { b: 1 } }], [{ a: { $elemMatch: { $gt: 1 } } }, { a: 2 }],
    [{ a: { $size: 1 } }, { a: 1 }], [{ a: { $size: 1 } }, { a: [1, 2] }], [{ a: { $all: [1, 2] } }, { a: [1] }], [{ a: { $all: [] } }, { a: [1] }], [{ a: /^ab/ }, { a: 'cab' }], [{ a: /1/ }, { a: 1 }],
    [{ $nor: [{ a: 1 }, { b: 1 }] }, { b: 1 }], [{ $or: [{ a: 1 }, { b: 1 }] }, { c: 1 }],
  ])('%j does not match %j', (filter, document) => {
    expect(isMatch(filter, document)).toBe(false);
  });

  test.each<[Plain, string]>([
    [{ $expr: { $eq: [1, 1] } }, '$expr'], [{ $where: 'true' }, '$where'], [{ $text: { $search: 'x' } }, '$text'], [{ a: { $type: 'string' } }, '$type'], [{ a: { $mod: [2, 0] } }, '$mod'],
    [{ a: { $near: [1, 2] } }, '$near'], [{ a: { $gt: 1, b: 2 } }, "'b'"], [{ $or: [] }, '$or'], [{ a: { $in: 1 } }, '$in'], [{ a: { $in: [{ $gt: 1 }] } }, '$in'], [{ a: { $not: 1 } }, '$not'],
    [{ a: { $size: -1 } }, '$size'], [{ a: { $exists: 'yes' } }, '$exists'], [{ a: { $regex: 'x', $options: 'x' } }, "'x'"], [{ a: { $regex: '(a+)+$' } }, 'group'], [{ a: { $regex: 'a*b*c*d*' } }, 'repetitions'],
    [{ a: { $options: 'i' } }, '$options'], [{ 'a.$b': 1 }, '$b'], [{ 'a..b': 1 }, 'empty field name'], [{ a: { $gt: new MaxKey() } }, '$gt'], [{ a: { $all: [{ $gt: 1 }] } }, '$all'], [{ a: { $elemMatch: 1 } }, '$elemMatch'],
    [{ a: { $ne: /x/ } }, '$ne'],
  ])('%j is refused, naming %s', (filter, name) => {
    expect(() => isMatch(filter, {})).toThrow(name);
  });
});
