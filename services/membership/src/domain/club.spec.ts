import { describe, expect, test } from '@jest/globals';
import { changeClub, clubTerms, digitsOf, digitsUnstored, type Club } from './club.ts';

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;
const terms = {
  code: 'demo',
  name: 'Demo',
  currency: 'GBP',
  timeZone: 'Europe/London',
  pointCost: 10_000n,
  country: '',
};

describe('clubs', () => {
  test.each([
    ['a code with capitals', { ...terms, code: 'Demo' }],
    ['a code of one letter', { ...terms, code: 'a' }],
    ['a code of 41 letters', { ...terms, code: 'a'.repeat(41) }],
    ['a code that begins with a dash', { ...terms, code: '-demo' }],
    ['a code with something behind it', { ...terms, code: 'demo!' }],
    ['a name of 201 letters', { ...terms, name: 'n'.repeat(201) }],
    ['a cost beyond all', { ...terms, pointCost: 10n ** 12n + 1n }],
    ['a negative value', { ...terms, pointValue: -1n }],
    ['a value beyond all', { ...terms, pointValue: 10n ** 12n + 1n }],
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

describe('a club', () => {
  const at = new Date('2026-01-01T00:00:00Z');
  const club: Club = {
    ...terms,
    ...clubTerms(terms),
    id: 'clb_1',
    currencyDigits: 2,
    createdAt: at,
    changes: [],
    revision: 1,
    tiersRevision: 1,
    brand: { brandColour: '#1d5c45', logoText: '', displayUnit: 'currency', calendar: 'gregorian' },
  };
  const order = { by: 'key_1', reason: 'moved' };

  test('keeps who changed what and why, and what it was made with', () => {
    const once = changeClub(club, { ...order, name: ' Other ' }, at);
    expect(once).toEqual({
      ...club,
      name: 'Other',
      made: { name: 'Demo', country: 'GB' },
      changes: [{ at, by: 'key_1', fields: ['name'], reason: 'moved' }],
      revision: 2,
    });
    const twice = changeClub(once, { ...order, country: 'IR' }, at);
    expect(twice).toMatchObject({ name: 'Other', country: 'IR', made: { name: 'Demo', country: 'GB' } });
    expect(twice.changes.map(({ fields }) => fields)).toEqual([['country'], ['name']]);
  });

  test('keeps what of its look was changed', () => {
    const look = { brandColour: '#FFD400', logoText: 'D', displayUnit: 'currency', calendar: 'gregorian' } as const;
    const changed = changeClub(club, { ...order, ...look }, at);
    expect(changed.brand).toEqual({ ...look, brandColour: '#ffd400' });
    expect(changed.changes[0]?.fields).toEqual(['brand_colour', 'logo_text']);
    expect(changeClub(changed, { ...order, ...look }, at)).toBe(changed);
    expect(changeClub(changed, { ...order, brandColour: '' }, at).brand).toMatchObject({
      brandColour: '',
      logoText: 'D',
    });
    expect(() => changeClub(club, { ...order, displayUnit: 'toman' }, at)).toThrow(code('invalid_club'));
  });

  test('that is as it is asked to be is left as it is', () => {
    expect(changeClub(club, { ...order, name: 'Demo', country: 'GB' }, at)).toBe(club);
    expect(changeClub(club, order, at)).toBe(club);
  });

  test('keeps the latest twenty changes', () => {
    let changed = club;
    for (let count = 1; count <= 22; count++)
      changed = changeClub(changed, { ...order, name: `N${String(count)}` }, at);
    expect(changed.changes).toHaveLength(20);
    expect(changed.name).toBe('N22');
  });

  test.each([
    ['no country', { country: '' }],
    ['a country that is none', { country: 'UK' }],
    ['no name', { name: ' ' }],
    ['a reason of 201 characters', { name: 'X', reason: 'r'.repeat(201) }],
  ])('cannot get %s', (_name, asked) => {
    expect(() => changeClub(club, { ...order, ...asked }, at)).toThrow(code('invalid_club'));
  });

  test('without a country may stay so; a reason has up to 200 characters', () => {
    const nowhere = { ...club, country: '' };
    expect(changeClub(nowhere, { ...order, country: '' }, at)).toBe(nowhere);
    expect(changeClub(club, { ...order, name: 'X', reason: 'r'.repeat(200) }, at).name).toBe('X');
  });
});

test.each([
  [{ pointCost: 0n }, [0n, 0n]],
  [{ pointCost: 10n ** 12n }, [10n ** 12n, 10n ** 12n]],
  [{ pointValue: 0n }, [10_000n, 0n]],
  [{ pointValue: 10n ** 12n }, [10_000n, 10n ** 12n]],
])('a point of %p costs and pays %p', (asked, [cost, value]) => {
  expect(clubTerms({ ...terms, ...asked })).toMatchObject({ pointCost: cost, pointValue: value });
});

test.each([['a1'], ['a'.repeat(40)], ['0-']])('a club may have the code %s', (name) => {
  expect(clubTerms({ ...terms, code: name }).code).toBe(name);
});

test.each([
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
])('%s is counted with %d digits', (currency, digits) => {
  expect([digitsOf(currency), digitsUnstored(currency)]).toEqual([digits, digits]);
});

test('a currency of before counts in two digits; one without a minor unit says so', () => {
  expect(digitsUnstored('XYZ')).toBe(2);
  expect(() => digitsOf('XYZ')).toThrow('not an ISO 4217 currency');
  expect(() => digitsOf('XAU')).toThrow('no minor unit');
});

const isRefused = (field: string, message: string): Error =>
  expect.objectContaining({ kind: 'invalid', code: 'invalid_club', details: { field }, message }) as unknown as Error;

test.each([
  [{ code: 'Demo' }, 'code', 'a code is 2 to 40 of a-z, 0-9 and -'],
  [{ name: '' }, 'name', 'a club has a name of up to 200 characters'],
  [{ currency: 'XYZ' }, 'currency', 'not an ISO 4217 currency'],
  [{ timeZone: 'Mars/Olympus' }, 'time_zone', 'not an IANA time zone'],
  [{ pointCost: -1n, pointValue: 1n }, 'point_cost', 'out of range'],
  [{ pointCost: 10n ** 12n + 1n, pointValue: 1n }, 'point_cost', 'out of range'],
  [{ pointValue: -1n }, 'point_value', 'out of range'],
  [{ country: 'UK' }, 'country', 'a country is two capital letters (ISO 3166-1)'],
])('what is wrong with %p is told by its field', (asked, field, message) => {
  expect(() => clubTerms({ ...terms, ...asked })).toThrow(isRefused(field, message));
});

test('a name is kept without the spaces around it', () => {
  expect(clubTerms({ ...terms, name: '  Demo ' }).name).toBe('Demo');
});

test.each([
  [{ country: '' }, 'country', 'a country is two capital letters (ISO 3166-1)'],
  [{ reason: 'r'.repeat(201) }, 'reason', 'a reason has up to 200 characters'],
])('what is wrong with the change %p is told by its field', (asked, field, message) => {
  const brand = { brandColour: '', logoText: '', displayUnit: 'currency', calendar: 'gregorian' } as const;
  const club = {
    ...clubTerms(terms),
    id: 'clb_1',
    currencyDigits: 2,
    createdAt: new Date(0),
    changes: [],
    revision: 1,
    tiersRevision: 1,
    brand,
  };
  const order = { by: 'key_1', reason: '', ...asked };
  expect(() => changeClub(club, order, new Date(0))).toThrow(isRefused(field, message));
});
