import type { Money } from '@vafa/client';

const grouped = new Intl.NumberFormat('en-GB');

/** 1234567 → 1,234,567 */
export const figure = (value: number | bigint | string): string =>
  grouped.format(typeof value === 'string' ? BigInt(value) : value);

/** 123456 with two digits → 1,234.56 GBP */
export const amount = ({ amount: minorUnits, currency, digits }: Money): string => {
  const value = BigInt(minorUnits);
  const unit = 10n ** BigInt(digits);
  const magnitude = value < 0n ? -value : value;
  const fraction = digits === 0 ? '' : `.${(magnitude % unit).toString().padStart(digits, '0')}`;
  return `${value < 0n ? '-' : ''}${grouped.format(magnitude / unit)}${fraction} ${currency}`;
};

/** 75 → 1:15 */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60) % 60).padStart(2, '0')}`;

/**
 * A text of a file or of a person on one line of a terminal: what would move its cursor or turn its direction is a
 * blank.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');

/** Lines "name   value", names padded to the longest. */
export const table = (lines: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...lines.map(([name]) => printable(name).length));
  return lines
    .map(([name, value]) => [printable(name), printable(value)] as const)
    .map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)
    .join('\n');
};

/** Lines in columns, numbers to the right. */
export const columns = (written: readonly (readonly string[])[]): string => {
  const rows = written.map((row) => row.map(printable));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string =>
    /^-?[\d,.]+$/.test(text) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(cell).join('  ').trimEnd()}`).join('\n');
};
