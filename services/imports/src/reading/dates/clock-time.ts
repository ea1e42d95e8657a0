const pattern =
  /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)? ?(am|pm|a\.m\.|p\.m\.|ق\.ظ\.?|ب\.ظ\.?|قبل از ظهر|بعد از ظهر|صبح|عصر|uhr)?$/i;
const before = /^(am|a\.m\.|ق\.ظ\.?|قبل از ظهر|صبح)$/i;

/**
 * The ms since midnight that a time of day names, in 24 hours or with AM, PM and their Persian forms; undefined when it
 * is none.
 */
export const clockTime = (plain: string): number | undefined => {
  const parts = pattern.exec(plain);
  if (!parts || /^0[.,]/.test(plain)) return dayFraction(plain);
  const [, hours = '', minutes = '', seconds = '0', , half = ''] = parts;
  let hour = Number(hours);
  const isTwelve = half !== '' && half.toLowerCase() !== 'uhr';
  if (isTwelve && (hour < 1 || hour > 12)) return undefined;
  if (isTwelve) hour = (hour % 12) + (before.test(half) ? 0 : 12);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
};

/** Spreadsheets keep a time as a fraction of a day. */
const dayFraction = (plain: string): number | undefined =>
  /^0[.,]\d+$/.test(plain) ? Math.round(Number(plain.replace(',', '.')) * 86_400) * 1000 : undefined;
