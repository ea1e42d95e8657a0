import { describe, expect, test } from '@jest/globals';
import { ScryptPasswords, scryptCosts } from './passwords.ts';

const cheap = new ScryptPasswords({ ln: 4, r: 8, p: 1 });

describe('hashes of passwords', () => {
  test('say how they were made, and are made as stated', async () => {
    const hash = await new ScryptPasswords().hash('horses like green apples');
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
    expect(scryptCosts).toEqual({ ln: 15, r: 8, p: 3 });
  });

  test('are right for their password alone, whatever today costs', async () => {
    const hash = await new ScryptPasswords({ ln: 5, r: 8, p: 2 }).hash('horses');
    expect(await cheap.isRight('horses', hash)).toBe(true);
    expect(await cheap.isRight('Horses', hash)).toBe(false);
    expect([cheap.isOutdated(hash), cheap.isOutdated(await cheap.hash('horses'))]).toEqual([true, false]);
  });

  test('differ for the same password', async () => {
    expect(await cheap.hash('horses')).not.toBe(await cheap.hash('horses'));
  });

  test.each([undefined, '', '$scrypt$', '$2b$10$abc', '$scrypt$ln=4,r=8,p=1$short$short'])(
    '%s is never right',
    async (hash) => {
      expect(await cheap.isRight('horses', hash)).toBe(false);
      expect(await cheap.isRight('', hash)).toBe(false);
    },
  );

  test('of a flood, those beyond a hundred who wait are sent away; the others are served', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 150 }, () => cheap.isRight('x', undefined)));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(48);
    expect(refused[0]).toMatchObject({ reason: { code: 'too_many_requests' } });
    expect(await cheap.isRight('x', undefined)).toBe(false);
  });
});

test('one-time passwords have 80 bits that can be read and typed', () => {
  const several = Array.from({ length: 200 }, () => cheap.oneTime());
  for (const text of several) expect(text).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  expect(new Set(several).size).toBe(200);
  expect(new Set(several.join('')).size).toBe(33);
});
