import { describe, expect, test } from '@jest/globals';
import { deriveKey, keyedHash, Vault } from './vault.ts';

const secret = Buffer.alloc(32, 7);
const key = deriveKey(secret, 'a purpose');
const vault = new Vault(key);
const refused = expect.objectContaining({ code: 'not_opened', kind: 'internal' });

describe('what was written before', () => {
  // Made by the code that each service had of its own: what lies in databases opens with this one.
  test('keys are derived as they were', () => {
    expect(deriveKey(secret, 'vafa.rewards.voucher-code.seal').toString('hex')).toBe(
      '3fff2f81a429c024a2cc58042c21f58a6814fc1dd230780aa9ced67362541815',
    );
    expect(deriveKey(secret, 'vafa/membership/wrap/clb_1').toString('hex')).toBe(
      'e169acb85e155d4fd062308f8591158826b95596cdbae01049602e0a334b70a7',
    );
  });

  test.each([
    ['for an owner', 'rdm_1', '01010101010101010101010170c15defca843851628e0c626eae6d7e12065fc7343c324c'],
    ['for nobody', '', '010101010101010101010101475c00dff5262c6bb6ccbec06ee0baab12065fc7343c324c'],
  ])('what was sealed %s opens', (_what, owner, sealed) => {
    expect(vault.open(owner, Buffer.from(sealed, 'hex')).toString()).toBe('سلام');
  });

  test('hashes are what they were', () => {
    expect(keyedHash(key, 'text').toString('base64url')).toBe('g3weBgrg9jtaEgfU-z7XHN-J59YujUfsQxDYQBBs9OI');
  });
});

describe('a vault', () => {
  test('opens what it sealed, and seals nothing twice in the same way', () => {
    const [one, two] = [vault.seal('sara', Buffer.from('plain')), vault.seal('sara', Buffer.from('plain'))];
    expect([vault.open('sara', one).toString(), vault.open('sara', two).toString(), one.equals(two)]).toEqual([
      'plain',
      'plain',
      false,
    ]);
  });

  test.each([
    ['another owner', (sealed: Buffer) => () => vault.open('dara', sealed)],
    ['no owner', (sealed: Buffer) => () => vault.open('', sealed)],
    ['another key', (sealed: Buffer) => () => new Vault(deriveKey(secret, 'another purpose')).open('sara', sealed)],
    ['a shorter tag', (sealed: Buffer) => () => vault.open('sara', sealed.subarray(0, 20))],
    ['nothing at all', () => () => vault.open('sara', Buffer.alloc(0))],
  ])('does not open for %s', (_what, opening) => {
    expect(opening(vault.seal('sara', Buffer.from('plain')))).toThrow(refused);
  });

  test('does not open what was changed in any byte', () => {
    const sealed = vault.seal('sara', Buffer.from('plain'));
    for (const [place, byte] of sealed.entries()) {
      const changed = Buffer.from(sealed);
      changed[place] = byte ^ 1;
      expect(() => vault.open('sara', changed)).toThrow(refused);
    }
  });

  test('has a key of 32 bytes', () => {
    expect(() => new Vault(Buffer.alloc(31))).toThrow(expect.objectContaining({ code: 'invalid_key' }));
    expect(Vault.newKey()).toHaveLength(32);
  });
});
