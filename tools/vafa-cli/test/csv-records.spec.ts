import { expect, test } from '@jest/globals';
import { recordsOf } from '../src/import-sales.ts';

test('quotes may hold commas, quotes and line breaks; empty fields stay', () => {
  expect(recordsOf('row,code,Description\r\n2,no_member,"a, ""b""\nc"\r\n3,,\n')).toEqual([
    ['row', 'code', 'Description'],
    ['2', 'no_member', 'a, "b"\nc'],
    ['3', '', ''],
  ]);
  expect(recordsOf('')).toEqual([]);
  expect(recordsOf('a,b')).toEqual([['a', 'b']]);
});
