import { expect, test } from '@jest/globals';
import { columnNames, columnPlaces, columnsInOrder } from './columns.ts';

test('columns are found in any order, and named in the order of the file', () => {
  const header = [...columnNames].reverse();
  expect(columnPlaces(header)).toMatchObject({ Country: 0, InvoiceNo: 7 });
  expect(columnsInOrder(columnPlaces(header))).toEqual(header);
});

test.each([
  [['InvoiceNo'], 'missing: StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country'],
  [[...columnNames, 'Colour'], 'not expected: "Colour"'],
  [[...columnNames, 'Country'], 'not expected: "Country"'],
  [[...columnNames.slice(0, 7), 'country'], 'missing: Country; not expected: "country"'],
])('%j is refused', (header, says) => {
  expect(() => columnPlaces(header)).toThrow(says);
});
