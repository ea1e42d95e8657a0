import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { PersonVault } from '../src/adapters/crypto/person-vault.ts';
import { nobody } from '../src/domain/member.ts';

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;

describe('person vault', () => {
  const vault = new PersonVault(randomBytes(32));
  const person = { ...nobody, name: 'Sara', phone: '+989121234567' };
  const sealed = vault.seal('clb_a', 'mem_1', person);

  test('opens what it sealed', () => {
    expect(vault.open('clb_a', 'mem_1', sealed)).toEqual(person);
    expect(Buffer.concat([sealed.key, sealed.values]).includes('Sara')).toBe(false);
  });

  test.each([
    ['another member', () => vault.open('clb_a', 'mem_2', sealed)],
    ['another club', () => vault.open('clb_b', 'mem_1', sealed)],
    ['another master key', () => new PersonVault(randomBytes(32)).open('clb_a', 'mem_1', sealed)],
    [
      'changed bytes',
      () =>
        vault.open('clb_a', 'mem_1', {
          ...sealed,
          values: Buffer.from(sealed.values.map((byte, i) => (i === 40 ? byte ^ 1 : byte))),
        }),
    ],
  ])('does not open for %s', (_name, open) => {
    expect(open).toThrow(code('wrong_master_key'));
  });

  test('the same value has the same index in a club, and another one in another', () => {
    const phone = { kind: 'phone' as const, value: '+989121234567' };
    expect(vault.index('clb_a', phone)).toBe(vault.index('clb_a', phone));
    expect(vault.index('clb_a', phone)).not.toBe(vault.index('clb_b', phone));
    expect(vault.index('clb_a', phone)).not.toBe(vault.index('clb_a', { kind: 'card', value: phone.value }));
  });

  test('finds and opens what was made by earlier builds', () => {
    const old = new PersonVault(Buffer.alloc(32, 7));
    const key = Buffer.from(
      'pQkam95OxYvOBC5NqbLatiMfefR93lQz4utiikLubg3U3A-FrEdteMeW_zPbZd1PgP1GSwOuD8ZHMPwo',
      'base64url',
    );
    const sealed = Buffer.from('5oj1xXzJl3xz307omb1prNEQxb0-ym1t9Mv1ktAIW6bLODN6', 'base64url');
    for (let time = 0; time < 2; time++) {
      expect(old.index('clb_a', { kind: 'phone', value: '+989121234567' })).toBe(
        'q1dPk9DGTd0oe-KYSjj6yHpWyZ74Mm3YJoOmf0Ohp14',
      );
      expect(old.nameIndex('clb_a', 'sar')).toBe('IqlVvvy85Iis');
      expect(old.fingerprint('clb_a', '{}')).toBe('aolAa8eQ98XeYmLR1fo-grxxzwpa1EEEHcAFPaeTSVU');
      expect(old.openText('clb_a', 'mem_1', key, sealed)).toBe('سارا');
    }
  });

  test('wants a key of 32 bytes', () => {
    expect(() => new PersonVault(randomBytes(16))).toThrow(code('invalid_master_key'));
  });
});
