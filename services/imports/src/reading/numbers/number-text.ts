import { plainText } from '../records/plain-text.ts';
import { isKnownMark } from './marks.ts';

/** A number apart from its decimal sign: what stands around the digits is taken off. */
export interface NumberText {
  readonly isNegative: boolean;
  /** Digits and the signs between them. */
  readonly body: string;
  /** Sign or code of a currency or unit, as written; empty without one. */
  readonly mark: string;
}

/** U+066B is a decimal sign wherever it stands. */
export const arabicDecimal = '\u066b';

const digitsAndSigns = /^[0-9.,'/ \u066b]*[0-9][0-9.,'/ \u066b]*$/;
const plainNumber = /^-?[0-9]+([.,][0-9]+)?$/;
const mark = String.raw`\p{L}{0,3}\p{Sc}|\p{L}[\p{L}.]{0,11}`;
const leading = new RegExp(String.raw`^(${mark}) ?(?=[-+(0-9.,])`, 'u');
const trailing = new RegExp(String.raw`(?<=[-)0-9.,]) ?(${mark})$`, 'u');

/**
 * How a spreadsheet shows a number that is too long for its cell, its last digits lost. Other programs write no sign or
 * one digit.
 */
export const isShownShort = (plain: string): boolean =>
  /^-?[0-9]([.,][0-9]+)?E[+-][0-9]{2,3}$/i.test(plain) || /^#{3,}$/.test(plain);

/** A percentage without its sign: 10 %, %10, ۱۰٪. */
export const withoutPercent = (cell: string): string => cell.replace(/^\s*[%٪﹪％]\s*|\s*[%٪﹪％]\s*$/gu, '');

const scientific = /^(-?)([0-9])(?:\.([0-9]+))?e([+-]?)([0-9]{1,2})$/i;

/** 1.0E3 written out in full; such texts come from programs, which write all digits. */
const writtenOut = (plain: string): string => {
  const parts = scientific.exec(plain);
  if (!parts || isShownShort(plain)) return plain;
  const [, sign = '', whole = '', fraction = '', exponentSign, exponent = ''] = parts;
  const shift = Number(exponent) * (exponentSign === '-' ? -1 : 1);
  const digits = whole + fraction;
  const point = 1 + shift;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? `${sign}${digits}${'0'.repeat(point - digits.length)}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
};

/** Takes sign, brackets and currency off; undefined when what is left is no number. A percentage is none. */
export const numberText = (cell: string): NumberText | undefined => {
  if (plainNumber.test(cell))
    return cell.startsWith('-')
      ? { isNegative: true, body: cell.slice(1), mark: '' }
      : { isNegative: false, body: cell, mark: '' };
  let text = writtenOut(
    plainText(cell)
      .replace(/[\u066c\u2019`´]/g, "'")
      .replaceAll('\u060c', ','),
  );
  let found = '';
  let minuses = 0;
  // A sign may stand inside or outside of the currency, so both are taken off until neither is left.
  for (let before = ''; before !== text; ) {
    before = text;
    if (text.startsWith('(') && text.endsWith(')')) [text, minuses] = [text.slice(1, -1).trim(), minuses + 1];
    if (text.startsWith('-')) [text, minuses] = [text.slice(1).trim(), minuses + 1];
    else if (text.startsWith('+')) text = text.slice(1).trim();
    if (text.endsWith('-')) [text, minuses] = [text.slice(0, -1).trim(), minuses + 1];
    const around = found === '' ? (leading.exec(text) ?? trailing.exec(text)) : null;
    if (around && isKnownMark(around[1] ?? '')) [found, text] = [around[1] ?? '', text.replace(around[0], '').trim()];
  }
  if (minuses > 1) return undefined;
  const body = text.includes(arabicDecimal) ? withArabicDecimal(text) : text;
  return body !== undefined && digitsAndSigns.test(body) ? { isNegative: minuses === 1, body, mark: found } : undefined;
};

/** Takes the signs between thousands away, so that only the decimal sign is left. */
const withArabicDecimal = (text: string): string | undefined => {
  const [whole = '', fraction = '', ...more] = text.split(arabicDecimal);
  if (more.length > 0 || !/^[0-9]*$/.test(fraction) || /[.,/]/.test(whole.replace(/[.,](?=[0-9]{3}(?![0-9]))/g, '')))
    return undefined;
  return `${whole.replace(/[.,' ]/g, '')}${arabicDecimal}${fraction}`;
};
