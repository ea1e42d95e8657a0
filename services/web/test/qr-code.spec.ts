import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { qrCode } from '../src/kit/qr/qr-code.ts';
import { errorWords } from '../src/kit/qr/reed-solomon.ts';

const drawn = (text: string): string[] => qrCode(text).map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));

const vafa = `
#######....#..#######
#.....#...##..#.....#
#.###.#.#.###.#.###.#
#.###.#.###.#.#.###.#
#.###.#.##.##.#.###.#
#.....#.#.#.#.#.....#
`;

describe('a QR code', () => {
  test('has the error words of the example that everybody computes (HELLO WORLD, 1-M)', () => {
    const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    expect(errorWords(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
  });

  // Each of these was read back by another reader (jsqr 1.4.0).
  test.each([
    ['vafa', 21, '548606288d631bd7'],
    ['vafa-sale-0f8fad5b-d9cd-469f-a165-70867728950e', 33, 'e1b2646ba6466799'],
    ['x'.repeat(200), 57, '52694c754b2960b4'],
  ])('of %s is drawn as readers know it', (text, size, digest) => {
    const rows = drawn(text);
    expect(rows).toHaveLength(size);
    expect(createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 16)).toBe(digest);
  });

  test('has its three corners', () => {
    const corner = vafa.trim().split('\n').slice(0, 6);
    expect(drawn('vafa').slice(0, 6)).toEqual(corner);
  });

  test('of more than it holds is refused', () => {
    expect(() => qrCode('x'.repeat(214))).toThrow(RangeError);
  });
});
