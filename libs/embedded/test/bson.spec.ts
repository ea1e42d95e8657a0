import { describe, expect, test } from '@jest/globals';
import { Binary, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, serialize, Timestamp } from 'bson';
import fc from 'fast-check';
import { decodeDocument, decodeParts, rawElements } from '../src/bson/decode.ts';
import { encodeStored } from '../src/bson/encode.ts';
import { isSound } from '../src/bson/is-sound.ts';
import type { Document } from '../src/bson/value.ts';
import { anyValue } from './support/values.ts';

const roundTrip = (bytes: Uint8Array): Buffer => encodeStored(decodeDocument(Buffer.from(bytes)));
const nested = (levels: number): Record<string, unknown> => (levels === 1 ? {} : { a: nested(levels - 1) });

/** False also for what is refused while it is looked at. */
const soundOrRefused = (bytes: Buffer): boolean => {
  try {
    return isSound(bytes);
  } catch (error) {
    expect(String(error)).toMatch(/invalid BSON|is not supported/);
    return false;
  }
};

describe('BSON', () => {
  test('each type comes back byte for byte', () => {
    const bytes = serialize({
      int32: 7,
      int64: Long.fromString('9007199254740993'),
      small: Long.fromNumber(7),
      double: new Double(7),
      fraction: 0.1,
      text: 'وفا \u{1f600} \0',
      empty: '',
      id: new ObjectId(),
      at: new Date(0),
      before: new Date(-5),
      raw: new Binary(Buffer.from([1, 2]), 4),
      decimal: Decimal128.fromString('1.10'),
      stamp: new Timestamp({ t: 5, i: 6 }),
      pattern: /a.b/i,
      min: new MinKey(),
      max: new MaxKey(),
      yes: true,
      nothing: null,
      list: [1, [2, {}]],
      inner: { a: { b: [] } },
    });
    expect(roundTrip(bytes).equals(bytes)).toBe(true);
  });

  test('what is written is read back the same', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 4 }), (values) => {
        const document: Document = new Map(values.map((value, index) => [`f${index}`, value]));
        const bytes = encodeStored(document);
        expect(encodeStored(decodeDocument(bytes)).equals(bytes)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('only the wanted fields are read', () => {
    expect([...decodeDocument(Buffer.from(serialize({ a: 1, b: 2, c: 3 })), 0, new Set(['b'])).keys()]).toEqual(['b']);
  });

  test('a hundred levels are read, one more is refused', () => {
    expect(decodeDocument(Buffer.from(serialize(nested(100)))).size).toBe(1);
    expect(() => decodeDocument(Buffer.from(serialize(nested(101))))).toThrow('deeper than 100');
  });

  test('names that JavaScript treats specially are only names', () => {
    const bytes = serialize(JSON.parse('{"__proto__": {"constructor": 1}, "toString": 2}') as object);
    expect(roundTrip(bytes).equals(bytes)).toBe(true);
  });

  test('broken bytes are refused, never read beyond their end', () => {
    const bytes = Buffer.from(
      serialize({ text: 'abc', inner: { list: [1, 2n], pattern: /x/ }, raw: new Binary(Buffer.alloc(3)) }),
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const broken = Buffer.from(bytes);
        broken[at] = byte;
        try {
          encodeStored(decodeDocument(broken));
          rawElements(broken);
        } catch (error) {
          expect(String(error)).toMatch(/invalid BSON|is not supported|deeper/);
        }
      }),
      { numRuns: 5_000 },
    );
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeDocument(bytes.subarray(0, length))).toThrow('invalid BSON');
  });

  test('a string that is not UTF-8 and a name that comes twice are refused', () => {
    const text = Buffer.from(serialize({ a: 'xy' }));
    text[text.indexOf('x')] = 0xff;
    expect(() => decodeDocument(text)).toThrow('not UTF-8');
    const twice = Buffer.from(serialize({ a: 1, b: 2 }));
    twice[twice.indexOf('b')] = 'a'.charCodeAt(0);
    expect(() => decodeDocument(twice)).toThrow('twice');
  });

  test('what is sound is decoded without a refusal, whatever bytes are broken', () => {
    const bytes = Buffer.from(
      serialize({ ab: 'abc', ba: 'وفا', list: [{ a: 1, b: 'x' }, { a: [1, 2n] }], raw: new Binary(Buffer.alloc(3)) }),
    );
    expect(isSound(bytes)).toBe(true);
    let sound = 0;
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, byte, cut) => {
        const broken = Buffer.from(bytes);
        broken[at] = byte;
        for (const some of [broken, bytes.subarray(0, cut)]) {
          if (!soundOrRefused(some)) continue;
          sound++;
          decodeDocument(some);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(sound).toBeGreaterThan(1_000);
  });

  test.each<[string, unknown]>([
    ['a text that is not UTF-8', { a: { b: 'xy' } }],
    ['a name that comes twice', { a: [{ b: 1, c: 2 }] }],
  ])('%s is not sound, however deep', (what, document) => {
    const bytes = Buffer.from(serialize(document as Record<string, unknown>));
    if (what.startsWith('a text')) bytes[bytes.indexOf('x')] = 0xff;
    else bytes[bytes.indexOf('c\0', 0, 'latin1')] = 'b'.charCodeAt(0);
    expect(isSound(bytes)).toBe(false);
    expect(() => decodeDocument(bytes)).toThrow('invalid BSON');
  });

  test('a hundred levels are sound, one more is not; equal names in different documents are', () => {
    expect(isSound(Buffer.from(serialize(nested(100))))).toBe(true);
    expect(isSound(Buffer.from(serialize(nested(101))))).toBe(false);
    expect(isSound(Buffer.from(serialize({ a: { a: 1 }, b: [{ a: 1 }, { a: 1 }] })))).toBe(true);
  });

  test('the parts asked for are read whole or in part; of other fields of the top the bytes are there', () => {
    const bytes = Buffer.from(
      serialize({ a: 'x', list: [{ b: 'y', c: 'z' }, 'w', [{ b: 'v' }]], d: { e: 'u', f: 't' } }),
    );
    const parts = new Map([
      ['a', new Map()],
      ['list', new Map([['b', new Map()]])],
      ['d', new Map([['f', new Map()]])],
      ['none', new Map()],
    ]);
    const read = decodeParts(bytes, parts);
    expect(read.get('a')).toBe('x');
    expect(read.get('list')).toEqual([new Map([['b', 'y']]), 'w', [new Map([['b', 'v']])]]);
    expect(read.get('d')).toEqual(new Map([['f', 't']]));
    expect([...decodeParts(bytes, new Map()).keys()]).toEqual(['a', 'list', 'd']);
    expect(encodeStored(decodeParts(bytes, new Map())).equals(bytes)).toBe(true);
  });
});
