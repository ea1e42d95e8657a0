import { describe, expect, test } from '@jest/globals';
import { criterionOf, isWholePhone } from '../../src/till/desk/find-members.ts';
import { readScan, receiptText } from '../../src/till/scan/scan-kind.ts';

describe('what was read', () => {
  test.each([
    ['09123456789', false, 'phone', '09123456789'],
    ['+989123456789', false, 'phone', '+989123456789'],
    ['۰۹۱۲۳۴۵۶۷۸۹', false, 'phone', '09123456789'],
    ['6219861000123456', false, 'card', '6219861000123456'],
    [';6219861000123456=2512?', false, 'card', '6219861000123456'],
    ['%B6219861000123456^KAVIANI/SARA^2512?', false, 'card', '6219861000123456'],
    ['6260000000019', false, 'card', '6260000000019'],
    ['6260000000019', true, 'item', '6260000000019'],
    ['6260000000018', true, 'card', '6260000000018'],
    ['036000291452', true, 'item', '036000291452'],
    ['96385074', true, 'item', '96385074'],
    ['mem_01hvabc', true, 'member', 'mem_01hvabc'],
    ['7Q2MK0-X9TD3A-BCDEFG', false, 'voucher', '7Q2MK0-X9TD3A-BCDEFG'],
    ['7Q2MK0X9TD3ABCDEFG', true, 'voucher', '7Q2MK0X9TD3ABCDEFG'],
  ])('%s (goods: %s) is of kind %s', (text, takesGoods, kind, value) => {
    expect(readScan(text, takesGoods)).toEqual({ kind, value });
  });

  test('a receipt says of which sale it is', () => {
    expect(readScan(receiptText('0f8f-1'), true)).toEqual({ kind: 'receipt', value: '0f8f-1' });
  });
});

describe('what was typed to find a member', () => {
  test.each([
    ['0912 345 6789', { by: 'phone', value: '09123456789' }],
    ['۰۹۱۲۳۴۵۶۷۸۹', { by: 'phone', value: '09123456789' }],
    ['9123456789', { by: 'phone', value: '9123456789' }],
    ['6219-8610', { by: 'card', value: '62198610' }],
    ['سارا', { by: 'name', value: 'سارا' }],
    ['Sar', { by: 'name', value: 'Sar' }],
    ['سا', undefined],
    ['12', undefined],
    ['', undefined],
    ['<script>alert(1)</script>', { by: 'name', value: '<script>alert(1)</script>' }],
  ])('%s', (typed, criterion) => {
    expect(criterionOf(typed)).toEqual(criterion);
  });

  test.each([
    ['09123456789', true],
    ['0912345678', false],
    ['091234567890', false],
    ['۰۹۱۲ ۳۴۵ ۶۷۸۹', true],
    ['+989123456789', false],
  ])('%s is a whole phone: %s', (typed, isWhole) => {
    expect(isWholePhone(typed)).toBe(isWhole);
  });
});
