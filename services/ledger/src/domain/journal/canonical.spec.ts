import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accrue } from '../../../test/commands.ts';
import { bodyOf } from './body.ts';
import { canonical } from './canonical.ts';

describe('canonical text', () => {
  test('does not depend on how a value was built', () => {
    expect(canonical({ b: 1n, a: [new Date(5), undefined], c: undefined })).toBe(
      canonical({ a: [new Date(5), undefined], b: 1n }),
    );
  });
  test.each([
    [1n, 1],
    ['1', 1n],
    ['#1', 1n],
    ['@5', new Date(5)],
    [['a,b'], ['a', 'b']],
    [{ a: 'x' }, { 'a:"x"': undefined }],
    [[], {}],
    [true, 'true'],
  ])('tells %p from %p', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });
  test('of text and names is that of JSON, names in order', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\w:.~#/ "\\-]{0,40}$/));
    const inOrder = (fields: Record<string, string>): string =>
      `{${Object.keys(fields)
        .sort()
        .map((name) => `${name}:${JSON.stringify(fields[name])}`)
        .join(',')}}`;
    fc.assert(
      fc.property(fc.dictionary(text, text, { maxKeys: 20 }), fc.array(text), (fields, texts) => {
        expect(canonical(fields)).toBe(inOrder(fields));
        expect(canonical(texts)).toBe(JSON.stringify(texts));
      }),
    );
  });
  test('the body of a command leaves out what a retry may say differently, and nothing else', () => {
    const command = accrue(5n, { key: 'e:a' });
    expect(bodyOf({ ...command, cause: 'evt_2', effectiveAt: new Date(9) })).toBe(bodyOf(command));
    expect(bodyOf(accrue(6n, { key: 'e:a' }))).not.toBe(bodyOf(command));
    expect(bodyOf({ ...command, reference: 'sal_2' })).not.toBe(bodyOf(command));
    expect(bodyOf(accrue(5n, { key: 'e:a', expiresAt: new Date(9) }))).not.toBe(bodyOf(command));
  });
});
