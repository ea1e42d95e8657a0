import { describe, expect, test } from '@jest/globals';
import { Decimal128, Double, Int32, Long, serialize } from 'bson';
import { updated, updatedBytes } from './support/plain.ts';

type Plain = Record<string, unknown>;
const bytesOf = (document: Plain): string => Buffer.from(serialize(document)).toString('hex');

describe('updates change as MongoDB changes', () => {
  test.each<[string, Plain, Plain, Plain]>([
    ['sets', { a: 1 }, { $set: { a: 2, b: 'x' } }, { a: 2, b: 'x' }],
    ['sets a nested field and makes the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['sets an element, and fills up with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    ['sets inside an element', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
    ['replaces a value where it stands', { a: 1, b: 2 }, { $set: { a: 3 } }, { a: 3, b: 2 }],
    [
      'adds fields by name, whatever the order of the operators',
      {},
      { $set: { z: 1, b: 1 }, $inc: { c: 1 }, $push: { a: 1 } },
      { a: [1], b: 1, c: 1, z: 1 },
    ],
    ['adds numeric names by number', {}, { $set: { 'a.10': 1, 'a.2': 1 } }, { a: { 2: 1, 10: 1 } }],
    [
      'keeps a value of another number type apart',
      { a: 1 },
      { $set: { a: Long.fromNumber(1) } },
      { a: Long.fromNumber(1) },
    ],
    ['unsets', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', x: '' } }, { b: { d: 2 } }],
    ['leaves null behind in an array', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    ['does not unset through a scalar', { a: 1 }, { $unset: { 'a.b': '' } }, { a: 1 }],
    ['counts int32 up', { a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
    ['counts a missing field from nothing', {}, { $inc: { a: Long.fromNumber(2) } }, { a: Long.fromNumber(2) }],
    ['widens int32 to int64', { a: 2147483647 }, { $inc: { a: 1 } }, { a: Long.fromString('2147483648') }],
    ['keeps int64', { a: Long.fromNumber(1) }, { $inc: { a: 1 } }, { a: Long.fromNumber(2) }],
    ['adds a double to int64', { a: Long.fromNumber(1) }, { $inc: { a: new Double(0.5) } }, { a: 1.5 }],
    ['a double stays one', { a: new Double(1) }, { $inc: { a: 1 } }, { a: new Double(2) }],
    [
      'counts beyond 2^53 exactly',
      { a: Long.fromString('9007199254740993') },
      { $inc: { a: 2 } },
      { a: Long.fromString('9007199254740995') },
    ],
    ['takes the smaller', { a: 5, b: 1 }, { $min: { a: 3, b: 3, c: 3 } }, { a: 3, b: 1, c: 3 }],
    ['takes the larger, by type order too', { a: 5, b: 'x' }, { $max: { a: 7, b: 99 } }, { a: 7, b: 'x' }],
    ['pushes one', { a: [1] }, { $push: { a: [2] } }, { a: [1, [2]] }],
    ['pushes each', {}, { $push: { a: { $each: [1, 2] } } }, { a: [1, 2] }],
    ['pushes and keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3, 4], $slice: -3 } } }, { a: [2, 3, 4] }],
    ['pushes and keeps the first', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }, { a: [1, 2] }],
    ['empties with a slice of 0', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
    ['pushes at a position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2] }],
    [
      'pushes at a position from the end',
      { a: [1, 2] },
      { $push: { a: { $each: [9], $position: -1 } } },
      { a: [1, 9, 2] },
    ],
    [
      'adds to a set by value, across number types',
      { a: [3, 'x'] },
      { $addToSet: { a: { $each: [Long.fromNumber(3), new Double(4), 4, 'x'] } } },
      { a: [3, 'x', new Double(4)] },
    ],
    ['adds a document once', { a: [{ b: 1 }] }, { $addToSet: { a: { b: 1 } } }, { a: [{ b: 1 }] }],
    ['pulls a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['pulls by operators', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    ['pulls documents by a filter', { a: [{ b: 1, c: 1 }, { b: 2 }] }, { $pull: { a: { b: 1 } } }, { a: [{ b: 2 }] }],
    [
      'pulls documents by $or',
      { a: [{ b: 1 }, { c: 2 }, { d: 3 }] },
      { $pull: { a: { $or: [{ b: 1 }, { c: 2 }] } } },
      { a: [{ d: 3 }] },
    ],
    ['pulls by $in', { a: ['x', 'y'] }, { $pull: { a: { $in: ['x', 'z'] } } }, { a: ['y'] }],
    ['pulls all', { a: [1, 2, 3, 2] }, { $pullAll: { a: [2, Long.fromNumber(3)] } }, { a: [1] }],
    ['pulls from nothing', { b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
    ['does not set on insert when it updates', { a: 1 }, { $setOnInsert: { b: 1 }, $set: { a: 2 } }, { a: 2 }],
    ['allows the same _id', { _id: 1, a: 1 }, { $set: { _id: 1, a: 2 } }, { _id: 1, a: 2 }],
    ['allows an empty operator', { a: 1 }, { $set: {} }, { a: 1 }],
  ])('%s', (_what, document, update, expected) => {
    expect(updatedBytes(document, update)).toBe(bytesOf(expected));
  });

  test('sets on insert when it inserts', () => {
    expect(updated({}, { $setOnInsert: { b: new Int32(1) } }, true)).toEqual({ b: 1 });
  });

  test.each<[string, number, Plain, Plain]>([
    ['two operators on one path', 40, { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }],
    ['a path and one beneath it', 40, {}, { $set: { a: 1, b: 2, 'a.b': 1 } }],
    ['setting through a scalar', 28, { a: 1 }, { $set: { 'a.b': 1 } }],
    ['setting through null', 28, { a: null }, { $set: { 'a.b': 1 } }],
    ['setting a name in an array', 28, { a: [1] }, { $set: { 'a.b': 1 } }],
    ['pushing to a scalar', 2, { a: 1 }, { $push: { a: 1 } }],
    ['adding to a set that is none', 2, { a: 1 }, { $addToSet: { a: 1 } }],
    ['pulling from a scalar', 2, { a: 1 }, { $pull: { a: 1 } }],
    ['counting a string', 14, { a: 'x' }, { $inc: { a: 1 } }],
    ['counting by a string', 14, { a: 1 }, { $inc: { a: '1' } }],
    ['counting null', 14, { a: null }, { $inc: { a: 1 } }],
    ['an int64 overflow', 2, { a: Long.MAX_VALUE }, { $inc: { a: 1 } }],
    ['Decimal128 arithmetic', 238, { a: 1 }, { $inc: { a: Decimal128.fromString('1') } }],
    ['another _id', 66, { _id: 1 }, { $set: { _id: 2 } }],
    ['removing _id', 66, { _id: 1 }, { $unset: { _id: '' } }],
    ['a positional operator', 52, { a: [1] }, { $set: { 'a.$': 1 } }],
    ['a filtered positional operator', 52, { a: [1] }, { $set: { 'a.$[x]': 1 } }],
    ['an empty name', 56, {}, { $set: { 'a.': 1 } }],
    ['a huge array index', 2, { a: [] }, { $set: { 'a.99999999': 1 } }],
  ])('%s is error %i', (_what, code, document, update) => {
    expect(() => updated(document, update)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ['$rename', { $rename: { a: 'b' } }],
    ['$mul', { $mul: { a: 2 } }],
    ['$pop', { $pop: { a: 1 } }],
    ['$currentDate', { $currentDate: { a: true } }],
    ['$bit', { $bit: { a: { and: 1 } } }],
    ['$sort', { $push: { a: { $each: [1], $sort: 1 } } }],
    ['b', { $set: { a: 1 }, b: 1 }],
    ['$mul', { $mul: {} }],
  ])('%s is refused by name', (name, update) => {
    expect(() => updated({ a: [1] }, update)).toThrow(name);
  });
});
