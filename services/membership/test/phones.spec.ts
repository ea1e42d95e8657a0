import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { getCountryCallingCode } from 'libphonenumber-js/max';
import { readNumber } from '../src/adapters/phones/read-number.ts';
import { normalisePhone } from '../src/domain/phone.ts';

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;

describe('phones', () => {
  test.each([
    ['IR', '+98 912 123 4567', '+989121234567'],
    ['IR', '00989121234567', '+989121234567'],
    ['IR', '0098 (0)912 123 4567', '+989121234567'],
    ['IR', '0912-123-4567', '+989121234567'],
    ['IR', '۰۹۱۲۱۲۳۴۵۶۷', '+989121234567'],
    ['IR', '٠٩١٢١٢٣٤٥٦٧', '+989121234567'],
    ['IR', '+۹۸ ۹۱۲ ۱۲۳ ۴۵۶۷', '+989121234567'],
    ['IR', '９１２１２３４５６７', '+989121234567'],
    ['IR', '9121234567', '+989121234567'],
    ['IR', '989121234567', '+989121234567'],
    ['IR', '+98 0912 123 4567', '+989121234567'],
    ['IR', '+98 (0)912 123 4567', '+989121234567'],
    ['IR', '(0912) 123 45 67', '+989121234567'],
    ['IR', '(+98) 912 123 4567', '+989121234567'],
    ['IR', '\u202a+98 912 123 4567\u202c', '+989121234567'],
    ['IR', '\u200f0912\u200c123\u200e4567\ufeff', '+989121234567'],
    ['IR', '0912–123–4567', '+989121234567'],
    ['IR', '021 8877 6655', '+982188776655'],
    ['IR', '+447911123456', '+447911123456'],
    ['GB', '07911 123456', '+447911123456'],
    ['GB', '0912 123 4567', '+449121234567'],
    ['GB', '+44 (0)7911 123456', '+447911123456'],
    ['PH', '09171234567', '+639171234567'],
    ['NG', '09012345678', '+2349012345678'],
    ['DE', '+49(0)30901820', '+4930901820'],
    ['DE', '0049 (0)30 / 90 18 20', '+4930901820'],
    ['DE', '030 901820', '+4930901820'],
    ['IT', '06 12345678', '+390612345678'],
    ['IN', '९८७६५४३२१०', '+919876543210'],
    ['US', '(415) 555-2671', '+14155552671'],
    ['US', '011 44 7911 123456', '+447911123456'],
    ['AU', '0011 49 30 901820', '+4930901820'],
    ['RU', '8 (912) 345-67-89', '+79123456789'],
    ['', '+98 912 123 4567', '+989121234567'],
    ['', '0098 912 123 4567', '+989121234567'],
  ])('in a club of %s %s is %s', (country, text, expected) => {
    expect(normalisePhone(text, country, readNumber)).toBe(expected);
  });

  test.each([
    ['IR', ''],
    ['IR', 'abc'],
    ['IR', '0912'],
    ['IR', '+'],
    ['IR', '+98912123456'],
    ['IR', '+989121234567890123'],
    ['IR', "0912'; drop"],
    ['IR', '09121234567x'],
    ['IR', '09411234567'],
    ['IR', '0211234567'],
    ['IR', '02188776655 داخلی ۱۲'],
    ['GB', '07911 123456 ext. 5'],
    ['GB', '07911123456x5'],
    ['GB', '+44 7911 123456;ext=5'],
    ['GB', '989121234567'],
    ['PH', '09121234567890'],
    ['DE', '+49 30 901820 / 901821 22 33 44'],
    ['', '09121234567'],
    ['FR', '09121234567'],
    ['US', '1-800-FLOWERS'],
    ['GB', '1'.repeat(10_000)],
    ['GB', '0'.repeat(10_000)],
    ['GB', '07911\u0000123456'],
  ])('in a club of %s %p is refused', (country, text) => {
    expect(() => normalisePhone(text, country, readNumber)).toThrow(code('invalid_phone'));
  });

  test('a national form never becomes a number of another country', () => {
    const national = fc.stringMatching(/^0[1-9][0-9]{6,11}$/);
    const country = fc.constantFrom('IR', 'PH', 'NG', 'DE', 'GB', 'FR', 'TR', 'IN', 'MM', '');
    fc.assert(
      fc.property(national, country, (text, home) => {
        let number: string | undefined;
        try {
          number = normalisePhone(text, home, readNumber);
        } catch {
          return;
        }
        expect(home === '' ? '' : number).toMatch(
          new RegExp(`^\\+${home === '' ? 'none' : getCountryCallingCode(home as 'IR')}`),
        );
      }),
    );
  });
});
