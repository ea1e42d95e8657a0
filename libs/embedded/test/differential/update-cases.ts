import { Decimal128, Double, Int32, Long, type Document } from 'mongodb';
import { none, values } from './values.ts';

/** An update of one document: what it is before, and what is asked. */
export interface UpdateCase {
  readonly name: string;
  readonly before: Document;
  readonly update: Document;
}

const one = new Int32(1);
const befores = [{ name: 'none', value: none }, ...values];

const each: readonly (readonly [string, Document])[] = [
  ['set v 5', { $set: { v: new Int32(5) } }],
  ['set v.a', { $set: { 'v.a': 'x' } }],
  ['set v.0', { $set: { 'v.0': 'x' } }],
  ['set v.5', { $set: { 'v.5': 'x' } }],
  ['set v.a.b', { $set: { 'v.a.b': one } }],
  ['unset v', { $unset: { v: '' } }],
  ['unset v.a', { $unset: { 'v.a': '' } }],
  ['unset v.0', { $unset: { 'v.0': '' } }],
  ['inc v 1', { $inc: { v: one } }],
  ['inc v.a 1', { $inc: { 'v.a': one } }],
  ['min v 0.5', { $min: { v: new Double(0.5) } }],
  ['max v 2', { $max: { v: new Int32(2) } }],
  ['min date', { $min: { v: new Date(1000) } }],
  ['min text', { $min: { v: 'M' } }],
  ['max true', { $max: { v: true } }],
  ['max [2]', { $max: { v: [new Int32(2)] } }],
  ['max {a:2}', { $max: { v: { a: new Int32(2) } } }],
  ['min decimal 1.25', { $min: { v: Decimal128.fromString('1.25') } }],
  ['push v 9', { $push: { v: new Int32(9) } }],
  ['push v each', { $push: { v: { $each: [new Int32(8), new Int32(9)] } } }],
  ['push v each, the last 2', { $push: { v: { $each: [new Int32(9)], $slice: -2 } } }],
  ['push v in front', { $push: { v: { $each: [new Int32(9)], $position: 0 } } }],
  ['add 1 to the set v', { $addToSet: { v: one } }],
  ['add long 1 and 9 to the set v', { $addToSet: { v: { $each: [Long.fromNumber(1), new Int32(9)] } } }],
  ['pull 1 of v', { $pull: { v: one } }],
  ['pull of v what is above 1', { $pull: { v: { $gt: one } } }],
  ['pull of v what has a 1', { $pull: { v: { a: one } } }],
  ['pull 1 and null of v', { $pullAll: { v: [one, null] } }],
];

const combined: readonly (readonly [string, unknown, Document])[] = [
  ['pull through an array by name', [{ a: [one] }], { $pull: { 'v.a': one } }],
  ['pull through a scalar', one, { $pull: { 'v.a': one } }],
  ['pull all through null', null, { $pullAll: { 'v.a': [one] } }],
  ['pull in an element', [[one, new Int32(2)]], { $pull: { 'v.0': one } }],
  ['pull below what is not there', none, { $pull: { 'v.a': one } }],
  ['pull in an element that is not there', [], { $pull: { 'v.1': one } }],
  ['unset below an element', [new Int32(3)], { $unset: { 'v.0.a': '' } }],
  ['add none to a set that is not there', none, { $addToSet: { v: { $each: [] } } }],
  ['push none onto what is not there', none, { $push: { v: { $each: [] } } }],
  ['push none, all left', [one], { $push: { v: { $each: [], $slice: -2 } } }],
  ['push none, the last left', [one, new Int32(2)], { $push: { v: { $each: [], $slice: -1 } } }],
  ['inc double by double', new Double(0.1), { $inc: { v: new Double(0.2) } }],
  ['inc double by long', new Double(0.5), { $inc: { v: Long.fromString('9007199254740993') } }],
  ['inc of -0', new Double(-0), { $inc: { v: new Int32(0) } }],
  ['min of equals of another type', new Double(1), { $min: { v: one } }],
  ['inc long by int', Long.fromString('9007199254740993'), { $inc: { v: one } }],
  ['inc int by long', new Int32(1), { $inc: { v: Long.fromString('9007199254740993') } }],
  ['inc int by double', new Int32(1), { $inc: { v: new Double(0.5) } }],
  ['inc int beyond 32 bits', new Int32(2147483647), { $inc: { v: one } }],
  ['inc long beyond 64 bits', Long.MAX_VALUE, { $inc: { v: one } }],
  ['inc by 0 of nothing', none, { $inc: { v: new Int32(0) } }],
  ['inc by text', new Int32(1), { $inc: { v: 'a' } }],
  ['inc by null', new Int32(1), { $inc: { v: null } }],
  ['min of dates', new Date(5), { $min: { v: new Date(3) } }],
  ['max across types', 'a', { $max: { v: new Int32(5) } }],
  ['min with null', new Int32(5), { $min: { v: null } }],
  ['set to the same', new Int32(5), { $set: { v: new Int32(5) } }],
  ['set to the same number of another type', new Int32(5), { $set: { v: new Double(5) } }],
  ['set a decimal', new Int32(5), { $set: { v: Decimal128.fromString('5.00') } }],
  ['set and unset', new Int32(5), { $set: { w: one }, $unset: { v: '' } }],
  ['set and inc of one field', new Int32(5), { $set: { v: one }, $inc: { v: one } }],
  ['set of a field and of one in it', {}, { $set: { v: {}, 'v.a': one } }],
  ['set two below one', none, { $set: { 'v.a': one, 'v.b': one } }],
  ['set in order', none, { $set: { z: one, b: one, a: one } }],
  ['set _id', new Int32(5), { $set: { _id: 'other' } }],
  ['set _id to what it is', new Int32(5), { $set: { v: one } }],
  ['unset _id', new Int32(5), { $unset: { _id: '' } }],
  ['set on insert of what is there', new Int32(5), { $setOnInsert: { v: one } }],
  ['unknown operator', new Int32(5), { $surprise: { v: one } }],
  ['empty set', new Int32(5), { $set: {} }],
  ['empty path', new Int32(5), { $set: { '': one } }],
  ['path with an empty part', new Int32(5), { $set: { 'v..a': one } }],
  ['push an array as one', [], { $push: { v: [one] } }],
  ['push each without a list', [], { $push: { v: { $each: one } } }],
  ['push, the first 2', [one, one], { $push: { v: { $each: [new Int32(3)], $slice: 2 } } }],
  ['push, none left', [one, one], { $push: { v: { $each: [new Int32(3)], $slice: 0 } } }],
  ['push at 1', [one, one], { $push: { v: { $each: [new Int32(3)], $position: 1 } } }],
  ['push at -1', [one, one], { $push: { v: { $each: [new Int32(3)], $position: -1 } } }],
  ['add documents to a set', [{ a: one }], { $addToSet: { v: { $each: [{ a: one }, { a: new Int32(2) }] } } }],
  ['add a document with its fields turned round', [{ a: one, b: one }], { $addToSet: { v: { b: one, a: one } } }],
  ['pull by two conditions', [one, new Int32(2), new Int32(3)], { $pull: { v: { $gt: one, $lt: new Int32(3) } } }],
  ['pull in', [one, 'a', null], { $pull: { v: { $in: ['a', null] } } }],
  ['pull a document', [{ a: one }, { a: one, b: one }], { $pull: { v: { a: one, b: one } } }],
];

const document = (value: unknown): Document => (value === none ? { w: 'before' } : { v: value, w: 'before' });

export const updates: readonly UpdateCase[] = [
  ...each.flatMap(([name, update]) =>
    befores.map((before) => ({ name: `${name}, before ${before.name}`, before: document(before.value), update })),
  ),
  ...combined.map(([name, before, update]) => ({ name, before: document(before), update })),
];
