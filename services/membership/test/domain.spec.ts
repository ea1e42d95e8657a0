import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { domainToASCII } from 'node:url';
import { getCountryCallingCode } from 'libphonenumber-js/max';
import { readNumber } from '../src/adapters/phones/read-number.ts';
import { clubTerms } from '../src/domain/club.ts';
import { countryOf, isCountry } from '../src/domain/country.ts';
import { emailKey, emailText } from '../src/domain/email.ts';
import { profileOf, type NewProfile, type Place } from '../src/domain/member.ts';
import { normalisePhone } from '../src/domain/phone.ts';
import { standingOf, tierSet } from '../src/domain/tiers.ts';

const now = new Date('2026-01-01T00:00:00Z');
const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;
const profile = (given: Partial<NewProfile>): NewProfile => ({
  name: '',
  phone: '',
  email: '',
  cardNumber: '',
  birthDate: '',
  externalId: '',
  consents: [],
  ...given,
});

const uk: Place = { country: 'GB', read: readNumber };

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

describe('countries', () => {
  test.each([
    ['Asia/Tehran', 'IR'],
    ['Iran', 'IR'],
    ['Asia/Manila', 'PH'],
    ['Africa/Lagos', 'NG'],
    ['Europe/Berlin', 'DE'],
    ['Asia/Kolkata', 'IN'],
    ['Asia/Calcutta', 'IN'],
    ['US/Eastern', 'US'],
    ['Europe/Kyiv', 'UA'],
    ['UTC', ''],
    ['Etc/GMT-3', ''],
    ['EST', ''],
  ])('the people of %s live in %p', (zone, country) => {
    expect(countryOf(zone)).toBe(country);
  });

  test.each(['IR', 'GB', 'DE', 'XK'.replace('XK', 'RS')])('%s is one', (each) => {
    expect(isCountry(each)).toBe(true);
  });

  test.each(['', 'ir', 'UK', 'DD', 'SU', 'EU', 'ZZ', 'QQ', 'IRN', 'I', '۱۲'])('%p is none', (each) => {
    expect(isCountry(each)).toBe(false);
  });
});

describe('names', () => {
  test.each([
    ['as they were written', 'أحمد الكعبي', 'أحمد الكعبي'],
    ['composed', 'Jose\u0301', 'José'],
    ['without marks that nobody sees', '\u200e\ufeffSara\u200f \u00adAhmadi\u200b', 'Sara Ahmadi'],
    ['with single blanks', '  Sara \u00a0 Ahmadi ', 'Sara Ahmadi'],
    ['with their ZWNJ', 'علی\u200cرضا', 'علی\u200cرضا'],
  ])('are kept %s', (_how, written, kept) => {
    expect(profileOf(profile({ name: written }), uk, now).name).toBe(kept);
  });

  test.each([['\u202egnp.exe'], ['a\u2067b'], ['a\u0000b'], ['a\nb'], ['x'.repeat(201)], ['\ud800']])(
    '%p is refused',
    (name) => {
      expect(() => profileOf(profile({ name }), uk, now)).toThrow(code('invalid_member'));
    },
  );
});

describe('e-mail addresses', () => {
  test.each([
    [' Sara@Example.COM ', 'sara@example.com', 'example.com'],
    ['info@Bücher.example', 'info@bücher.example', 'xn--bcher-kva.example'],
    ['info@xn--bcher-kva.example', 'info@xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['فروش@نمونه\u200cای.example', 'فروش@نمونه\u200cای.example', domainToASCII('نمونه\u200cای.example')],
    ['用户@例子.广告', '用户@例子.广告', domainToASCII('例子.广告')],
    ['x@例子。广告', 'x@例子。广告', domainToASCII('例子.广告')],
    ['a.b+c@sub.example.co.uk', 'a.b+c@sub.example.co.uk', 'sub.example.co.uk'],
    ['\u200ex@example.com\u200f', 'x@example.com', 'example.com'],
  ])('%s is shown as %s', (written, shown, domain) => {
    expect(emailText(written)).toBe(shown);
    expect(emailKey(emailText(written))).toBe(`${shown.split('@')[0] ?? ''}@${domain}`);
  });

  test('one that was stored before and would be refused now is told apart by itself', () => {
    expect(emailKey('a@x--.com')).toBe('a@x--.com');
  });

  test.each([
    'a@b',
    'a@b.c\nBcc: x@y.z',
    '@example.com',
    'a@',
    'a b@example.com',
    'a@1.2.3.4',
    'a@example.com:25',
    'a@exa mple.com',
    'a@-x.example',
    'a@x..example',
    'a\u202eb@example.com',
    'a@b@example.com',
    `${'x'.repeat(250)}@example.com`,
    'a@[::1]',
    'a@0x7f.1',
  ])('%p is none', (text) => {
    expect(() => emailText(text)).toThrow(code('invalid_email'));
  });
});

describe('profiles', () => {
  test.each([
    ['nothing at all', {}, 'invalid_member'],
    ['an address without a domain', { email: 'a@b' }, 'invalid_email'],
    ['an address with a line break', { email: 'a@b.c\nBcc: x@y.z' }, 'invalid_email'],
    ['a day that does not exist', { name: 'A', birthDate: '2025-02-30' }, 'invalid_member'],
    ['a birth in the future', { name: 'A', birthDate: '2026-02-01' }, 'invalid_member'],
    ['a card with letters of another script', { cardNumber: 'کارت' }, 'invalid_member'],
    [
      'a purpose that is no word',
      { name: 'A', consents: [{ purpose: 'SMS!', granted: true, at: undefined }] },
      'invalid_member',
    ],
  ])('%s is refused', (_name, given, expected) => {
    expect(() => profileOf(profile(given), uk, now)).toThrow(code(expected));
  });

  test('are stored in one form', () => {
    const stored = profileOf(
      profile({
        email: ' A@Example.COM ',
        cardNumber: '۱۲۳۴-ab',
        birthDate: '۱۹۹۰-۰۱-۰۲',
        consents: [{ purpose: 'sms', granted: true, at: undefined }],
      }),
      uk,
      now,
    );
    expect(stored).toMatchObject({
      email: 'a@example.com',
      cardNumber: '1234AB',
      birthDate: '1990-01-02',
      consents: [{ purpose: 'sms', granted: true, at: now }],
    });
  });
});

describe('tiers', () => {
  const tiers = [
    { code: 'base', name: 'Base', spendFrom: 0n },
    { code: 'silver', name: 'Silver', spendFrom: 10_000n },
    { code: 'gold', name: 'Gold', spendFrom: 50_000n },
  ];

  test.each([
    [-500n, 'base', 'silver', 10_500n],
    [9_999n, 'base', 'silver', 1n],
    [10_000n, 'silver', 'gold', 40_000n],
    [50_000n, 'gold', undefined, 0n],
  ])('a spend of %s is %s, next %s, missing %s', (spend, tier, next, missing) => {
    const standing = standingOf(tiers, spend);
    expect([standing.tier?.code, standing.next?.code, standing.missing]).toEqual([tier, next, missing]);
  });

  test('a club without tiers has none to reach', () => {
    expect(standingOf([], 5n)).toEqual({ tier: undefined, next: undefined, missing: 0n });
  });

  test.each([
    ['no tier', { periodDays: 365, tiers: [] }],
    ['a first tier that must be earned', { periodDays: 365, tiers: tiers.slice(1) }],
    ['tiers that do not rise', { periodDays: 365, tiers: [...tiers, { code: 'x', name: 'X', spendFrom: 50_000n }] }],
    ['a period of no days', { periodDays: 0, tiers }],
    ['one code twice', { periodDays: 1, tiers: [...tiers, { code: 'gold', name: 'X', spendFrom: 60_000n }] }],
  ])('%s is refused', (_name, set) => {
    expect(() => tierSet(set)).toThrow(code('invalid_tiers'));
  });
});

describe('clubs', () => {
  const terms = {
    code: 'demo',
    name: 'Demo',
    currency: 'GBP',
    timeZone: 'Europe/London',
    pointCost: 10_000n,
    country: '',
  };

  test.each([
    ['a code with capitals', { ...terms, code: 'Demo' }],
    ['no name', { ...terms, name: ' ' }],
    ['an unknown currency', { ...terms, currency: 'XYZ' }],
    ['an unknown zone', { ...terms, timeZone: 'Mars/Olympus' }],
    ['an offset as zone', { ...terms, timeZone: '+03:30' }],
    ['an unknown country', { ...terms, country: 'UK' }],
    ['a negative cost', { ...terms, pointCost: -1n }],
  ])('%s is refused', (_name, asked) => {
    expect(() => clubTerms(asked)).toThrow(code('invalid_club'));
  });

  test('have the country of their zone, unless another is named', () => {
    expect(clubTerms(terms).country).toBe('GB');
    expect(clubTerms({ ...terms, country: 'IR' }).country).toBe('IR');
    expect(clubTerms({ ...terms, timeZone: 'UTC' }).country).toBe('');
  });
});
