import { describe, expect, test } from '@jest/globals';
import { accrue, burn, capture, hold, reverse, sara, voided } from '../../../test/commands.ts';
import { malformed } from './malformed.ts';

describe('a well-formed command', () => {
  test.each([
    ['the largest accrual', accrue(10n ** 12n)],
    ['a key of a till', burn(1n, { key: 'c:till-7:sale 4711/ü' })],
    ['a capture of all', capture('e:h')],
    ['a reversal of all that is left', reverse('e:a')],
  ])('%s', (_name, command) => {
    expect(malformed(command)).toBeUndefined();
  });
});

describe('a malformed command', () => {
  test.each([
    ['nothing', burn(0n)],
    ['less than nothing', accrue(-1n)],
    ['more than 10^12', hold(10n ** 12n + 1n)],
    ['a key of the ledger itself', accrue(1n, { key: 't:expire:x:1' })],
    ['an empty key', accrue(1n, { key: 'e:' })],
    ['a key with a line break', accrue(1n, { key: 'e:a\nb' })],
    ['a key without end', accrue(1n, { key: `e:${'x'.repeat(255)}` })],
    ['a member with a separator', accrue(1n, { account: { ...sara, memberId: 'a.b' } })],
    ['a club with a slash', accrue(1n, { account: { ...sara, clubId: 'a/b' } })],
    ['no unit', accrue(1n, { account: { ...sara, unit: '' } })],
    ['a hold without owner', hold(1n, { owner: '' })],
    ['a capture of less than nothing', capture('e:h', -1n)],
    ['a void of no hold', voided('')],
    ['a void of itself', voided('e:v', { key: 'e:v' })],
    ['a reversal of no entry', reverse('')],
    ['expiry before activation', accrue(1n, { activeAt: new Date(9), expiresAt: new Date(9) })],
    ['no moment', { ...accrue(1n), effectiveAt: new Date(Number.NaN) }],
    ['a reference without end', { ...accrue(1n), reference: 'x'.repeat(201) }],
  ])('%s', (_name, command) => {
    expect(malformed(command)).toEqual(expect.any(String));
  });
});
