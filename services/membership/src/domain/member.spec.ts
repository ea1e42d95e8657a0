import { describe, expect, test } from '@jest/globals';
import {
  consentsOf,
  holds,
  identitiesOf,
  isSame,
  normaliseBirthDate,
  normaliseCard,
  profileOf,
  requireSomebody,
  storedExternalId,
  type NewProfile,
  type Place,
} from './member.ts';

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

const uk: Place = { country: 'GB', read: (written, country) => `${country} ${written}` };

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

describe('a card number', () => {
  test.each([
    ['ab-12 34', 'AB1234'],
    ['ab\u200c12', 'AB12'],
    ['۱۲–۳۴', '1234'],
    ['x'.repeat(40), 'X'.repeat(40)],
  ])('%p is %s', (text, card) => {
    expect(normaliseCard(text)).toBe(card);
  });

  test.each(['', '-', 'a_b', 'ab!', '!ab', 'x'.repeat(41)])('%p is none', (text) => {
    expect(() => normaliseCard(text)).toThrow(code('invalid_member'));
  });
});

describe('a birth date', () => {
  test.each(['1880-01-01', '2026-01-01', ' 1990-01-02 '])('may be %p', (text) => {
    expect(normaliseBirthDate(text, now)).toBe(text.trim());
  });

  test.each(['1879-12-31', '2026-01-02', '1990-1-2', '19900102', '1990-02-30', '1990-01-02T00', 'x1990-01-02', ''])(
    'cannot be %p',
    (text) => {
      expect(() => normaliseBirthDate(text, now)).toThrow(code('invalid_member'));
    },
  );
});

describe('consents', () => {
  const consent = (purpose: string) => ({ purpose, granted: false, at: undefined });

  test('keep the moment that they name', () => {
    const at = new Date('2025-05-05T00:00:00Z');
    expect(consentsOf([{ ...consent('sms'), at }, consent('e_mail')], now)).toEqual([
      { purpose: 'sms', granted: false, at },
      { purpose: 'e_mail', granted: false, at: now },
    ]);
  });

  test.each(['', '_a', 'aB', 'a1', ' a', 'a ', 'a'.repeat(41)])('of %p are none', (purpose) => {
    expect(() => consentsOf([consent(purpose)], now)).toThrow(code('invalid_member'));
  });

  test('are fifty at most', () => {
    const many = Array.from({ length: 50 }, () => consent('a'.repeat(40)));
    expect(consentsOf(many, now)).toHaveLength(50);
    expect(() => consentsOf([...many, consent('a')], now)).toThrow(code('invalid_member'));
  });
});

describe('who a member is', () => {
  const stored = profileOf(
    profile({ phone: '07911', email: 'a@bücher.example', cardNumber: 'c-1', externalId: 'e 1' }),
    uk,
    now,
  );
  const identities = [
    { kind: 'phone', value: stored.phone },
    { kind: 'email', value: 'a@xn--bcher-kva.example' },
    { kind: 'card', value: 'C1' },
    { kind: 'external_id', value: stored.externalId },
  ];

  test('is said by what must be theirs only', () => {
    expect(identitiesOf(stored)).toEqual(identities);
    expect(identitiesOf({ ...stored, phone: '', email: '', externalId: '' })).toEqual([identities[2]]);
  });

  test('is told apart by kind and value', () => {
    expect(isSame({ kind: 'card', value: '1' }, { kind: 'card', value: '1' })).toBe(true);
    expect(isSame({ kind: 'card', value: '1' }, { kind: 'external_id', value: '1' })).toBe(false);
    expect(isSame({ kind: 'card', value: '1' }, { kind: 'card', value: '2' })).toBe(false);
    expect(holds(stored, { kind: 'card', value: 'C1' })).toBe(true);
    expect(holds(stored, { kind: 'card', value: 'C2' })).toBe(false);
  });

  test('needs a name or one of these', () => {
    const nobody = { ...stored, phone: '', email: '', cardNumber: '', externalId: '' };
    expect(() => {
      requireSomebody(nobody);
    }).toThrow(code('invalid_member'));
    expect(() => {
      requireSomebody({ ...nobody, name: 'A' });
      requireSomebody({ ...nobody, cardNumber: 'C1' });
    }).not.toThrow();
  });
});

test('an external id of before that is none today stays as it is', () => {
  expect(storedExternalId('۱۲')).toBe('12');
  expect(storedExternalId('x'.repeat(101))).toBe('x'.repeat(101));
  expect(storedExternalId('a\u0000')).toBe('a\u0000');
});
