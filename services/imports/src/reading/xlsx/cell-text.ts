import { dayMs } from '@vafa/kernel';
import { remembered } from '../rows/memo.ts';
import type { CellFormat } from './number-formats.ts';

const from1904Days = 1462;
/** Doubles hold 15 digits; what is longer has lost its last ones. */
const exactMax = 1e15;
/** Nearly all numbers: short enough to be what was typed. */
const asTyped = /^-?(0|[1-9]\d{0,11})(\.\d{0,2}[1-9])?$/;

/**
 * A number of a cell as a person would have typed it: the 2.55 that is kept as 2.5499999999999998, days as ISO dates.
 */
export const numberCellText = (value: string, format: CellFormat, days: (serial: string) => string): string => {
  if (format.isDate) return days(value);
  if (format.digits === 0 && asTyped.test(value)) return value;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (Math.abs(number) >= exactMax) return spreadsheetForm(number);
  const shown = String(Number(number.toPrecision(15)));
  return format.digits > 0 && /^\d+$/.test(shown) ? shown.padStart(format.digits, '0') : shown;
};

/** The form in which programs show that digits are lost, so that what reads the cell can say so. */
const spreadsheetForm = (number: number): string =>
  number
    .toExponential(14)
    .replace(/\.?0*e/, 'E')
    .replace(/E([+-])(\d)$/, 'E$10$2');

/** Reads serial numbers as days of a workbook's calendar. */
export const dayReader = (from1904: boolean): ((serial: string) => string) =>
  remembered((serial) => dayCellText(serial, from1904));

/**
 * A serial number as local date and time to the second; of less than a day the time only. 29 February 1900 never was.
 */
const dayCellText = (value: string, from1904: boolean): string => {
  const serial = Number(value);
  if (value.trim() === '' || !Number.isFinite(serial)) return value;
  const days = from1904 ? serial + from1904Days : serial;
  if (days < 0 || days > 2_958_466) return String(serial);
  const shift = days < 60 && !from1904 ? 1 : 0;
  const at = new Date(Date.UTC(1899, 11, 30 + shift) + Math.round(days * 86_400) * 1000);
  const text = at.toISOString();
  if (serial >= 0 && serial < 1) return text.slice(11, 19);
  return at.getTime() % dayMs === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
};
