import { describe, expect, test } from '@jest/globals';
import { clubTerms } from '../src/domain/club.ts';
import { profileOf, type NewProfile } from '../src/domain/member.ts';
import { normalisePhone } from '../src/domain/phone.ts';
import { namePrefixes, words } from '../src/domain/text.ts';
import { standingOf, tierSet } from '../src/domain/tiers.ts';

const now = new Date('2026-01-01T00:00:00Z');
const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;
const profile = (given: Partial<NewProfile>): NewProfile => ({ name: '', phone: '', email: '', cardNumber: '', birthDate: '', externalId: '', consents: [], ...given });

describe('phones', () => {
  test.each([
    ['+98 912 123 4567', 'Asia/Tehran', '+989121234567'],
    ['00989121234567', 'Asia/Tehran', '+989121234567'],
    ['0912-123-4567', 'Asia/Tehran', '+989121234567'],
    ['۰۹۱۲۱۲۳۴۵۶۷', 'Asia/Tehran', '+989121234567'],
    ['٠٩١٢١٢٣٤٥٦٧', 'Asia/Tehran', '+989121234567'],
    ['9121234567', 'Asia/Tehran', '+989121234567'],
    ['+98 (0)912 123 4567', 'Asia/Tehran', '+989121234567'],
    ['07911 123456', 'Europe/London', '+447911123456'],
    ['0912 123 4567', 'Europe/London', '+989121234567'],
    ['+447911123456', 'Asia/Tehran', '+447911123456'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(normalisePhone(text, zone)).toBe(expected);
  });

  test.each(['', 'abc', '0912', '+', '+98912123456', '+989121234567890123', "0912'; drop", '09121234567x'])('%p is refused', (text) => {
    expect(() => normalisePhone(text, 'Asia/Tehran')).toThrow(code('invalid_phone'));
  });

  test('a national number means nothing in a zone without a calling code', () => {
    expect(() => normalisePhone('0612345678', 'Europe/Paris')).toThrow(code('invalid_phone'));
  });
});

describe('names', () => {
  test('Arabic letters are written as Persian ones', () => {
    expect(profileOf(profile({ name: ' علي كريمي ' }), 'Asia/Tehran', now).name).toBe('علی کریمی');
  });

  test('are found by the beginnings of their words', () => {
    expect(namePrefixes('Sara Karimi')).toEqual(expect.arrayContaining(['sa', 'sar', 'sara', 'ka', 'karimi']));
    expect(namePrefixes('Sara')).not.toContain('s');
    expect(words('سارا‌کریمی ۱۲')).toEqual(['سارا', 'کریمی', '12']);
  });

  test.each([['\u202egnp.exe'], ['a\u0000b'], ['x'.repeat(201)]])('%p is refused', (name) => {
    expect(() => profileOf(profile({ name }), 'Europe/London', now)).toThrow(code('invalid_member'));
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
    ['a purpose that is no word', { name: 'A', consents: [{ purpose: 'SMS!', granted: true, at: undefined }] }, 'invalid_member'],
  ])('%s is refused', (_name, given, expected) => {
    expect(() => profileOf(profile(given), 'Europe/London', now)).toThrow(code(expected));
  });

  test('are stored in one form', () => {
    const stored = profileOf(profile({ email: ' A@Example.COM ', cardNumber: '۱۲۳۴-ab', birthDate: '۱۹۹۰-۰۱-۰۲', consents: [{ purpose: 'sms', granted: true, at: undefined }] }), 'Europe/London', now);
    expect(stored).toMatchObject({ email: 'a@example.com', cardNumber: '1234AB', birthDate: '1990-01-02', consents: [{ purpose: 'sms', granted: true, at: now }] });
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
  const terms = { code: 'demo', name: 'Demo', currency: 'GBP', timeZone: 'Europe/London', pointCost: 10_000n };

  test.each([
    ['a code with capitals', { ...terms, code: 'Demo' }],
    ['no name', { ...terms, name: ' ' }],
    ['an unknown currency', { ...terms, currency: 'XYZ' }],
    ['an unknown zone', { ...terms, timeZone: 'Mars/Olympus' }],
    ['an offset as zone', { ...terms, timeZone: '+03:30' }],
    ['a negative cost', { ...terms, pointCost: -1n }],
  ])('%s is refused', (_name, asked) => {
    expect(() => clubTerms(asked)).toThrow(code('invalid_club'));
  });
});
