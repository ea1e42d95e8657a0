import { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp, type Document } from 'mongodb';

/** A value of a case, with the name it has in the report; `none` stands for a field that is not there. */
export interface Named {
  readonly name: string;
  readonly value: unknown;
}

export const none = Symbol('none');
const id = (hexadecimal: string): ObjectId => new ObjectId(hexadecimal.padEnd(24, '0'));

const scalars: readonly Named[] = [
  { name: 'null', value: null },
  { name: 'int 0', value: new Int32(0) },
  { name: 'int 1', value: new Int32(1) },
  { name: 'int -7', value: new Int32(-7) },
  { name: 'double 1', value: new Double(1) },
  { name: 'double 1.5', value: new Double(1.5) },
  { name: 'long 1', value: Long.fromNumber(1) },
  { name: 'long 2^53+1', value: Long.fromString('9007199254740993') },
  { name: 'decimal 1.5', value: Decimal128.fromString('1.5') },
  { name: 'decimal 1.50', value: Decimal128.fromString('1.50') },
  { name: 'empty text', value: '' },
  { name: 'text a', value: 'a' },
  { name: 'text B', value: 'B' },
  { name: 'text سارا', value: 'سارا' },
  { name: 'true', value: true },
  { name: 'false', value: false },
  { name: 'date 0', value: new Date(0) },
  { name: 'date 2026', value: new Date('2026-01-01T00:00:00Z') },
  { name: 'id 1', value: id('01') },
  { name: 'id f', value: id('ff') },
  { name: 'binary', value: new Binary(Buffer.from([1, 2, 3])) },
  { name: 'uuid', value: new Binary(Buffer.alloc(16, 7), 4) },
  { name: 'double -0', value: new Double(-0) },
  { name: 'NaN', value: new Double(NaN) },
  { name: 'infinity', value: new Double(Infinity) },
  { name: 'long -2^53-1', value: Long.fromString('-9007199254740993') },
  { name: 'decimal 1', value: Decimal128.fromString('1') },
  { name: 'timestamp', value: new Timestamp({ t: 5, i: 1 }) },
];

const compounds: readonly Named[] = [
  { name: '{}', value: {} },
  { name: '{a:1}', value: { a: new Int32(1) } },
  { name: '{a:1,b:2}', value: { a: new Int32(1), b: new Int32(2) } },
  { name: '{b:2,a:1}', value: { b: new Int32(2), a: new Int32(1) } },
  { name: '{a:null}', value: { a: null } },
  { name: '{a:[1,2]}', value: { a: [new Int32(1), new Int32(2)] } },
  { name: '[]', value: [] },
  { name: '[1]', value: [new Int32(1)] },
  { name: '[1,2,3]', value: [new Int32(1), new Int32(2), new Int32(3)] },
  { name: '[3,1]', value: [new Int32(3), new Int32(1)] },
  { name: '[null]', value: [null] },
  { name: '["a",1]', value: ['a', new Int32(1)] },
  { name: '[[1,2]]', value: [[new Int32(1), new Int32(2)]] },
  { name: '[{a:1},{a:2}]', value: [{ a: new Int32(1) }, { a: new Int32(2) }] },
  {
    name: '[{a:1,b:2},{a:2,b:1}]',
    value: [
      { a: new Int32(1), b: new Int32(2) },
      { a: new Int32(2), b: new Int32(1) },
    ],
  },
  { name: '[{b:1}]', value: [{ b: new Int32(1) }] },
  { name: '[[1],[2,[3]]]', value: [[new Int32(1)], [new Int32(2), [new Int32(3)]]] },
  { name: '[{a:[1,2]},{a:3}]', value: [{ a: [new Int32(1), new Int32(2)] }, { a: new Int32(3) }] },
  { name: '[[{a:1}]]', value: [[{ a: new Int32(1) }]] },
  { name: '{a:{b:{c:1}}}', value: { a: { b: { c: new Int32(1) } } } },
];

export const values: readonly Named[] = [...scalars, ...compounds];

/** One document for each value, and one without the field; `g` puts neighbours into groups. */
export const fixtures: readonly Document[] = [{ name: 'none', value: none }, ...values].map(({ value }, index) => ({
  _id: new Int32(index + 1),
  g: new Int32(index % 4),
  n: index % 3 === 0 ? new Int32(index) : new Double(index + 0.5),
  ...(value !== none && { v: value }),
}));
