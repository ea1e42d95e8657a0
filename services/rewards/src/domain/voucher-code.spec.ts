import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { codeFrom, readVoucherCode, showVoucherCode } from './voucher-code.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codes = fc
  .uint8Array({ minLength: 17, maxLength: 17 })
  .map(codeFrom)
  .filter((code) => code !== undefined);

describe('a voucher code', () => {
  test('holds 85 random bits and a check character, without I, L, O and U', () => {
    fc.assert(fc.property(codes, (code) => /^[0-9A-HJKMNP-TV-Z]{18}$/.test(code)));
    expect(codeFrom(new Uint8Array(17))).toBe('000000000000000000');
    expect(codeFrom(Uint8Array.of(...Array<number>(16).fill(0), 31))).toBe('0000000000000000ZZ');
    expect(() => codeFrom(new Uint8Array(16))).toThrow('17 random bytes');
  });

  test('whose check character is not in the alphabet is not given out', () => {
    // 32 and 32·32 leave 32 and 25 of 37: value 32 has no character, value 25 has.
    expect(codeFrom(Uint8Array.of(...Array<number>(15).fill(0), 1, 0))).toBeUndefined();
    expect(codeFrom(Uint8Array.of(...Array<number>(14).fill(0), 1, 0, 0))).toBe('00000000000000100S');
  });

  test('is shown in three groups and read back', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(showVoucherCode(code)).toMatch(/^.{6}-.{6}-.{6}$/);
        expect(readVoucherCode(showVoucherCode(code))).toBe(code);
      }),
    );
  });

  test('is read in any case, with Persian and Arabic digits, spaces, dashes, O for 0 and I or L for 1', () => {
    const confuse = (code: string, at: number): string =>
      Array.from(code, (character, index) => {
        if (character === '0') return ['0', 'O', 'o', '۰', '٠'][(index + at) % 5];
        if (character === '1') return ['1', 'I', 'l', 'i', 'L', '۱', '١'][(index + at) % 7];
        const digit = Number.parseInt(character, 10);
        if (!Number.isNaN(digit))
          return [character, String.fromCharCode(0x6f0 + digit), String.fromCharCode(0x660 + digit)][(index + at) % 3];
        return (index + at) % 2 ? character.toLowerCase() : character;
      }).join(['', ' ', '-', '\u200c', ' – '][at % 5]);
    fc.assert(fc.property(codes, fc.nat(1_000), (code, at) => readVoucherCode(confuse(code, at)) === code));
  });

  test('with one wrong character, or two that changed places, is not read', () => {
    const place = fc.integer({ min: 0, max: 17 });
    fc.assert(
      fc.property(codes, place, fc.constantFrom(...alphabet), (code, at, character) => {
        fc.pre(code[at] !== character);
        return readVoucherCode(code.slice(0, at) + character + code.slice(at + 1)) === undefined;
      }),
    );
    fc.assert(
      fc.property(codes, place, place, (code, one, other) => {
        fc.pre(code[one] !== code[other]);
        const swapped = [...code];
        [swapped[one], swapped[other]] = [swapped[other] ?? '', swapped[one] ?? ''];
        return readVoucherCode(swapped.join('')) === undefined;
      }),
    );
  });

  test.each(['', 'U'.repeat(18), '0'.repeat(17), '0'.repeat(19), '*'.repeat(18), '0'.repeat(5_000), '{"$gt": ""}'])(
    'is not %j',
    (text) => {
      expect(readVoucherCode(text)).toBeUndefined();
    },
  );
});
