import { describe, expect, test } from '@jest/globals';
import { corrected, differences, requireRevision, type Changes } from './correction.ts';
import type { Place, Profile } from './member.ts';

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;
const now = new Date('2026-01-01T00:00:00Z');
const before = new Date('2025-01-01T00:00:00Z');
const uk: Place = { country: 'GB', read: (written, country) => `${country} ${written}` };
const profile: Profile = {
  name: 'Sara',
  phone: '+1',
  email: 'a@example.com',
  cardNumber: 'C1',
  birthDate: '1990-01-02',
  externalId: '۱۲',
  consents: [
    { purpose: 'sms', granted: true, at: before },
    { purpose: 'mail', granted: true, at: before },
  ],
};
const changed = (changes: Partial<Changes>): Profile => corrected(profile, { consents: [], ...changes }, uk, now);

describe('a correction', () => {
  test('leaves what it does not name, but for the one form of the external id', () => {
    expect(changed({})).toEqual({ ...profile, externalId: '12' });
  });

  test.each<[Partial<Changes>, Partial<Profile>]>([
    [{ name: ' Sara  Ahmadi ' }, { name: 'Sara Ahmadi' }],
    [{ phone: '07911 12' }, { phone: 'GB 07911 12' }],
    [{ email: ' B@Example.com ' }, { email: 'b@example.com' }],
    [{ cardNumber: 'd-2' }, { cardNumber: 'D2' }],
    [{ externalId: ' ۳ ' }, { externalId: '3' }],
    [{ birthDate: '۱۹۹۱-۰۱-۰۱' }, { birthDate: '1991-01-01' }],
    [{ name: ' ' }, { name: '' }],
    [{ phone: '' }, { phone: '' }],
    [{ email: ' ' }, { email: '' }],
    [{ cardNumber: '' }, { cardNumber: '' }],
    [{ externalId: '' }, { externalId: '' }],
    [{ birthDate: '' }, { birthDate: '' }],
  ])('of %p', (changes, expected) => {
    expect(changed(changes)).toEqual({ ...profile, externalId: '12', ...expected });
  });

  test('of a consent takes the place of the one with its purpose', () => {
    const consents = [{ purpose: 'sms', granted: false, at: undefined }];
    expect(changed({ consents }).consents).toEqual([
      { purpose: 'mail', granted: true, at: before },
      { purpose: 'sms', granted: false, at: now },
    ]);
  });

  test('cannot leave nobody, or too many consents', () => {
    const nothing = { name: '', phone: '', email: '', cardNumber: '', externalId: '' };
    expect(() => changed(nothing)).toThrow(code('invalid_member'));
    const many = Array.from({ length: 49 }, (_none, place) => ({
      purpose: `p_${'x'.repeat(place % 7)}${'y'.repeat(Math.floor(place / 7))}`,
      granted: true,
      at: undefined,
    }));
    expect(changed({ consents: many.slice(1) }).consents).toHaveLength(50);
    expect(() => changed({ consents: many })).toThrow(code('invalid_member'));
  });
});

describe('what differs', () => {
  test.each<[Partial<Profile>, string[]]>([
    [{}, []],
    [{ name: 'B' }, ['name']],
    [{ phone: '+2' }, ['phone']],
    [{ email: 'b@example.com' }, ['email']],
    [{ cardNumber: 'D' }, ['card_number']],
    [{ externalId: '3' }, ['external_id']],
    [{ birthDate: '1991-01-01' }, ['birth_date']],
    [{ consents: [] }, ['consents']],
    [{ consents: profile.consents.map((one) => ({ ...one, granted: false })) }, ['consents']],
    [{ consents: profile.consents.map((one) => ({ ...one, at: now })) }, ['consents']],
    [{ consents: profile.consents.map((one) => ({ ...one, purpose: 'x' })) }, ['consents']],
    [{ consents: profile.consents.map((one) => ({ ...one })) }, []],
    [{ birthDate: '', name: '', consents: [] }, ['name', 'birth_date', 'consents']],
  ])('by %p is called %p', (changes, fields) => {
    expect(differences(profile, { ...profile, ...changes })).toEqual(fields);
  });
});

test('whoever says which writing was seen changes no later one', () => {
  expect(() => {
    requireRevision(0, 5);
    requireRevision(5, 5);
  }).not.toThrow();
  expect(() => {
    requireRevision(4, 5);
  }).toThrow(expect.objectContaining({ code: 'member_changed', details: { revision: '5' } }) as unknown as Error);
});
