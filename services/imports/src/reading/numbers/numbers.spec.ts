import { describe, expect, test } from '@jest/globals';
import { readBody, type DecimalSign } from './decimal-reading.ts';
import { numberCell, NumberEvidence } from './number-evidence.ts';
import { isShownShort, numberText } from './number-text.ts';
import { isMarkOf } from './marks.ts';

const read = (cell: string, decimal: DecimalSign): string | undefined => {
  const number = numberText(cell);
  const body = number && readBody(number.body, decimal);
  return body === undefined ? undefined : `${number?.isNegative ? '-' : ''}${body}`;
};

describe('a number as it is written', () => {
  test.each([
    ['1249', '1249'],
    ['1,249.00', '1249.00'],
    ["1'249.00", '1249.00'],
    ['1’249.00', '1249.00'],
    ['1 249.00', '1249.00'],
    ['1\u00a0249.00', '1249.00'],
    ['1\u202f249.00', '1249.00'],
    ['1,24,900', '124900'],
    ['12,34,56,789.50', '123456789.50'],
    ['£5.00', '5.00'],
    ['£ 5.00', '5.00'],
    ['5.00 £', '5.00'],
    ['GBP 5.00', '5.00'],
    ['5.00 GBP', '5.00'],
    ['US$5', '5'],
    ['Rs. 5', '5'],
    ['5.00 ', '5.00'],
    ['\u200f5.00\u200e', '5.00'],
    ['.50', '0.50'],
    ['5.', '5'],
    ['007', '7'],
    ['0.5', '0.5'],
    ['(1)', '-1'],
    ['−1', '-1'],
    ['1-', '-1'],
    ['-1', '-1'],
    ['- 1', '-1'],
    ['-$0.90', '-0.90'],
    ['$-0.90', '-0.90'],
    ['($0.90)', '-0.90'],
    ['$0.90-', '-0.90'],
    ['+3', '3'],
    ['۲', '2'],
    ['۱٬۲۵۰٬۰۰۰', '1250000'],
    ['۰٫۳۵۰', '0.350'],
    ['۱٬۲۵۰٫۵', '1250.5'],
    ['٣٫٥', '3.5'],
    ['१२', '12'],
    ['１２．５', '12.5'],
    ['۱۲۳ ریال', '123'],
    ['۱۲۳﷼', '123'],
    ['1.0E+3', '1000'],
    ['2.5e-3', '0.0025'],
    ['1.0E7', '10000000'],
    ['2 Stk', '2'],
    ['۳ عدد', '3'],
  ])('%j is %s with decimals after a point', (cell, number) => {
    expect(read(cell, '.')).toBe(number);
  });

  test.each([
    ['1.249,00', '1249.00'],
    ['1 249,00', '1249.00'],
    ['0,350', '0.350'],
    ['12,90 €', '12.90'],
    ['1.249', '1249'],
    ['-3,20', '-3.20'],
    ['1.249.000,5', '1249000.5'],
    ['۰٫۳۵۰', '0.350'],
  ])('%j is %s with decimals after a comma', (cell, number) => {
    expect(read(cell, ',')).toBe(number);
  });

  test.each([
    '',
    '-',
    'two',
    '5 %',
    '10%',
    '1,2,3',
    '1.2.3',
    '12,90',
    '1,24',
    '0,350',
    '--1',
    '(-1)',
    '(1',
    '1 2',
    'V-1',
    '2026-11-05',
    '2026/11/05',
    '1;2',
    '٪۵',
    '8.59E+11',
    '1.23E+05',
    '٫',
    '1٫2٫3',
    '1__2',
    '12.90 zzz',
  ])('%j is none with decimals after a point', (cell) => {
    expect(read(cell, '.')).toBeUndefined();
  });

  test('a slash begins decimals where the column has them so', () => {
    expect(read('۲/۵', '/')).toBe('2.5');
    expect(read('12,500/5', '/')).toBe('12500.5');
    expect(read('1/2/3', '/')).toBeUndefined();
  });

  test('what spreadsheets show instead of all digits is known', () => {
    expect(['8.59E+11', '8,59E+11', '1E+15', '####', '8.5E-10'].every(isShownShort)).toBe(true);
    expect(['1E5', '1.0E+3', 'E+11', '12.59E+11', '#N/A'].some(isShownShort)).toBe(false);
  });

  test('a sign of money may belong to the currency, or to another', () => {
    expect(['£', 'GBP', 'kg', ''].every((mark) => isMarkOf(mark, 'GBP'))).toBe(true);
    expect(['€', 'EUR', '$', 'ریال', 'تومان'].some((mark) => isMarkOf(mark, 'GBP'))).toBe(false);
    expect(['$', 'US$'].every((mark) => isMarkOf(mark, 'USD'))).toBe(true);
    expect(isMarkOf('$', 'MXN') && isMarkOf('ریال', 'IRR') && isMarkOf('تومان', 'IRR')).toBe(true);
  });
});

describe('a column of numbers', () => {
  const decide = (cells: readonly string[], isWhole = false): string => {
    const evidence = new NumberEvidence();
    for (const cell of cells) evidence.add(numberCell(cell));
    const { decimal, options } = evidence.decide(isWhole);
    return options.length > 0 ? `asks ${[...options].sort().join(' ')}` : decimal;
  };

  test.each([
    [['12.90', '3.20'], '.'],
    [['12,90', '3,20', '1.249,00'], ','],
    [['0,350', '1', '1'], ','],
    [['1,249', '12.90'], '.'],
    [['1.249', '12,90'], ','],
    [['1,249,000', '1,249'], '.'],
    [['1.249.000', '1.249'], ','],
    [['1,24,900', '1,249'], '.'],
    [['1', '2', '3'], '.'],
    [['۱٬۲۵۰٬۰۰۰', '۲'], '.'],
    [['۲/۵', '۳'], '/'],
    [['1,249'], 'asks , .'],
    [['1.249', '5', '12.500'], 'asks , .'],
    [['1.249', '1,249'], 'asks , .'],
    [['12.90', '12,90'], 'asks , .'],
    [['12.90', '1.249.000'], 'asks , .'],
    [[...Array.from({ length: 100 }, () => '12,90'), '12.95'], ','],
    [[...Array.from({ length: 10 }, () => '12,90'), '12.95'], 'asks , .'],
    [['two', '', '-'], '.'],
  ])('%j: %s', (cells, decision) => {
    expect(decide(cells)).toBe(decision);
  });

  test('where money has no decimals, a sign before three digits groups thousands', () => {
    expect(decide(['1.249', '980.000'], true)).toBe(',');
    expect(decide(['1,249'], true)).toBe('.');
    expect(decide(['1.249', '1,249'], true)).toBe('asks , .');
  });
});
