import { describe, expect, test } from '@jest/globals';
import { normalisePhone, type ReadNumber } from './phone.ts';

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;

/** Reads whatever begins with `known`, and says what it was asked. */
const reader = (known = '') => {
  const asked: [string, string][] = [];
  const read: ReadNumber = (written, country) => {
    asked.push([written, country]);
    return written.startsWith(known) ? `read ${written}` : undefined;
  };
  return { asked, read };
};

describe('a number', () => {
  test.each([
    ['0912 123 4567', '0912 123 4567'],
    ['  0912-123-4567 ', '0912-123-4567'],
    ['۰۹۱۲۱۲۳', '0912123'],
    ['０９１２１２３', '0912123'],
    ['0912–123', '0912-123'],
    ['0912\u2212123', '0912-123'],
    ['0912\u200c123', '0912123'],
    ['(0912) 123', '0912  123'],
    ['( +98 ) 912 12', '+98  912 12'],
    ['123 (0912) 1', '123 (0912) 1'],
    ['(1234567) 12', '(1234567) 12'],
    ['030 / 90.18', '030 / 90.18'],
    ['12345', '12345'],
    ['1'.repeat(60), '1'.repeat(60)],
  ])('that is written %p is read as %p', (text, plain) => {
    const { asked, read } = reader();
    expect(normalisePhone(text, 'IR', read)).toBe(`read ${plain}`);
    expect(asked).toEqual([[plain, 'IR']]);
  });

  test('that is dialled with 00 is of abroad, or, where it is not, as it is dialled', () => {
    const abroad = reader('+');
    expect(normalisePhone('00 49 30 901820', 'DE', abroad.read)).toBe('read +49 30 901820');
    expect(abroad.asked).toEqual([['+49 30 901820', 'DE']]);
    const home = reader('0011');
    expect(normalisePhone('0011 49 30', 'AU', home.read)).toBe('read 0011 49 30');
    expect(home.asked).toEqual([
      ['+11 49 30', 'AU'],
      ['0011 49 30', 'AU'],
    ]);
    const inside = reader('12');
    expect(normalisePhone('12 00 34', 'AU', inside.read)).toBe('read 12 00 34');
    expect(inside.asked).toHaveLength(1);
  });

  test.each(['', '1234', '1'.repeat(61), '0912x', 'x0912123', '++98912', '098+12345', '0912;12'])(
    'that is written %p is not even looked at',
    (text) => {
      const { asked, read } = reader();
      expect(() => normalisePhone(text, 'IR', read)).toThrow(code('invalid_phone'));
      expect(asked).toEqual([]);
    },
  );

  test('that nobody knows is refused', () => {
    expect(() => normalisePhone('0912123', 'IR', () => undefined)).toThrow(code('invalid_phone'));
    expect(() => normalisePhone('00912123', 'IR', () => undefined)).toThrow(code('invalid_phone'));
  });
});
