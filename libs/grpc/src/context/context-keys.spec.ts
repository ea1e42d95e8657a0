import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { publicHalves, readSigningKeys, readVerifyingKeys, renewKeys, signingKeyAt } from './context-keys.ts';

const minute = (minutes: number): Date => new Date(Date.UTC(2030, 0, 1, 0, minutes));
const idsOf = (pem: string): string[] => readSigningKeys(pem).map(({ id }) => id);

describe('keys of contexts', () => {
  const first = renewKeys('', minute(0));
  const second = renewKeys(first.signing, minute(100));

  test('are known by the same ids to who signs and to who judges, newest first', () => {
    expect(idsOf(first.signing)).toHaveLength(1);
    expect(idsOf(second.signing)).toEqual([expect.any(String), ...idsOf(first.signing)]);
    expect([...readVerifyingKeys(second.verifying).keys()]).toEqual(idsOf(second.signing));
    expect(publicHalves(second.signing)).toBe(second.verifying);
    expect(second.verifying).not.toContain('PRIVATE');
  });

  test('are two at most: the one of before stays, the one before that goes', () => {
    const third = renewKeys(second.signing, minute(200));
    expect(idsOf(third.signing)).toHaveLength(2);
    expect(idsOf(third.signing)).not.toContain(idsOf(first.signing)[0]);
  });

  test('sign once everybody has had ten minutes to hear of them; the first key signs at once', () => {
    const signerAt = (pem: string, minutes: number) => signingKeyAt(readSigningKeys(pem), minute(minutes))?.id;
    const [[fresh], [before]] = [idsOf(second.signing), idsOf(first.signing)];
    expect(signerAt(first.signing, 0)).toBe(before);
    expect(signerAt(second.signing, 100)).toBe(before);
    expect(signerAt(second.signing, 109)).toBe(before);
    expect(signerAt(second.signing, 110)).toBe(fresh);
    expect(signingKeyAt([], minute(0))).toBeUndefined();
  });

  test('are refused when they are not what they should be', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    expect(() => readSigningKeys(`made: ${minute(0).toISOString()}\n${other}`)).toThrow('signed by Ed25519, not by ec');
    expect(() => readVerifyingKeys(publicKey.export({ type: 'spki', format: 'pem' }) as string)).toThrow('not by ec');
    expect(() => readSigningKeys(first.signing.replace('made:', ''))).toThrow('`made: TIME` stands above each key');
    expect(() => readSigningKeys('no key')).toThrow('context.key holds no key');
    expect(() => readVerifyingKeys('')).toThrow('context-keys.pem holds no key');
  });
});
