import { arabicDecimal } from './number-text.ts';

export type DecimalSign = '.' | ',' | '/';
export const decimalSigns: readonly DecimalSign[] = ['.', ',', '/'];

const groups = /^[0-9]{1,3}(([.,' ])[0-9]{3})(\2[0-9]{3})*$/;
// 1,24,900: lakh and crore.
const indianGroups = /^[0-9]{1,2}(,[0-9]{2})*,[0-9]{3}$/;
const onlyDigits = /^[0-9]*$/;

/**
 * The digits of a whole part whose thousands may be grouped by any one sign but the decimal's; undefined when they are
 * not.
 */
const ungrouped = (whole: string, decimal: DecimalSign): string | undefined => {
  if (onlyDigits.test(whole)) return whole;
  if (whole.includes(decimal) || whole.startsWith('0')) return undefined;
  const trimmed = whole.trim();
  return groups.test(trimmed) || indianGroups.test(trimmed) ? trimmed.replace(/[.,' ]/g, '') : undefined;
};

/** Digits and signs as plain decimal text, under one decimal sign; undefined when they do not fit it. */
export const readBody = (body: string, decimal: DecimalSign): string | undefined => {
  const sign = body.includes(arabicDecimal) ? arabicDecimal : decimal;
  const place = body.indexOf(sign);
  if (place >= 0 && body.includes(sign, place + sign.length)) return undefined;
  const whole = ungrouped(place < 0 ? body : body.slice(0, place), decimal);
  const fraction = place < 0 ? '' : body.slice(place + sign.length);
  if (whole === undefined || !onlyDigits.test(fraction) || (whole === '' && fraction === '')) return undefined;
  const digits = whole.replace(/^0+(?=[0-9])/, '') || '0';
  return fraction === '' ? digits : `${digits}.${fraction}`;
};
