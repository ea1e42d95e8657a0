import { describe, expect, test } from '@jest/globals';
import { formerExternalId, formerIdentities } from './former-forms.ts';

const asked = { phone: '', email: '', externalId: '' };
const phoneOf = (phone: string, timeZone: string): string | undefined =>
  formerIdentities({ ...asked, phone }, timeZone, []).find(({ kind }) => kind === 'phone')?.value;

describe('a phone of before', () => {
  test.each([
    ['+98 912 123 4567', 'UTC', '+989121234567'],
    ['0098-912-123-4567', 'UTC', '+989121234567'],
    ['(0912) 123.4567', 'Asia/Manila', '+989121234567'],
    ['۰۹۱۲۱۲۳۴۵۶۷', 'UTC', '+989121234567'],
    ['٠٩١٢١٢٣٤٥٦٧', 'UTC', '+989121234567'],
    ['0912\u200c123\u200e4567\u200f', 'UTC', '+989121234567'],
    ['9121234567', 'Asia/Tehran', '+989121234567'],
    ['989121234567', 'Asia/Tehran', '+989121234567'],
    ['+9809121234567', 'UTC', '+989121234567'],
    ['02188776655', 'Asia/Tehran', '+982188776655'],
    ['07911123456', 'Europe/London', '+447911123456'],
    ['447911123456', 'Europe/London', '+447911123456'],
    ['+4407911123456', 'UTC', '+447911123456'],
    ['+12345678', 'UTC', '+12345678'],
    ['+123456789012345', 'UTC', '+123456789012345'],
  ])('%p in %s was %s', (text, zone, number) => {
    expect(phoneOf(text, zone)).toBe(number);
  });

  test.each([
    ['', 'Asia/Tehran'],
    ['1234', 'Asia/Tehran'],
    ['x+98912', 'Asia/Tehran'],
    ['+989121234567x', 'Asia/Tehran'],
    ['9121234567', 'Europe/London'],
    ['9121234567', 'UTC'],
    ['07911123456', 'UTC'],
    ['447911123456', 'UTC'],
    ['49301234567', 'Europe/London'],
    ['+1234567', 'UTC'],
    ['+1234567890123456', 'UTC'],
    ['+01234567890', 'UTC'],
    ['+98912123456', 'UTC'],
    ['+9891212345678', 'UTC'],
    ['1'.repeat(21), 'UTC'],
  ])('%p in %s was none', (text, zone) => {
    expect(phoneOf(text, zone)).toBeUndefined();
  });
});

test('an external id of before keeps its digits', () => {
  expect(formerExternalId(' علي ۱۲ ')).toBe('علی ۱۲');
  expect(formerExternalId('ىك')).toBe('یک');
  expect(formerExternalId('e\u0301')).toBe('é');
});

test('only what is not found as it is today is looked for in its former form', () => {
  const all = { phone: '0912 123 4567', email: ' A@Example.com ', externalId: ' ۱ ' };
  const former = [
    { kind: 'phone', value: '+989121234567' },
    { kind: 'email', value: 'a@example.com' },
    { kind: 'external_id', value: '۱' },
  ] as const;
  expect(formerIdentities(all, 'UTC', [])).toEqual(former);
  expect(formerIdentities(all, 'UTC', [former[1], { kind: 'card', value: '۱' }])).toEqual([former[0], former[2]]);
  expect(formerIdentities(asked, 'UTC', [])).toEqual([]);
});
