import { describe, expect, test } from '@jest/globals';
import { isGoneWhen, newHolder } from '../src/index.ts';

describe('holders', () => {
  test('of this process are not gone, those of an ended one are, those of another host may not be', () => {
    const isGone = isGoneWhen(false);
    const [host = '', pid = '', start = ''] = newHolder().split('|');
    expect(newHolder()).not.toBe(newHolder());
    expect(isGone(newHolder())).toBe(false);
    expect(isGone(`${host}|${pid}|${String(Number(start) - 1_000)}|1`)).toBe(true);
    expect(isGone(`${host}|4194305|${start}|1`)).toBe(true);
    expect(isGone(`elsewhere|4194305|${start}|1`)).toBe(false);
    expect(isGone('')).toBe(false);
  });

  test('of every other process are gone for who is alone, whatever the host was called then', () => {
    const isGone = isGoneWhen(true);
    const [host = '', pid = '', start = ''] = newHolder().split('|');
    expect(isGone(newHolder())).toBe(false);
    expect(isGone(`elsewhere|${pid}|${start}|1`)).toBe(true);
    expect(isGone(`${host}|1|${start}|1`)).toBe(true);
  });
});
