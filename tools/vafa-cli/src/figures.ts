const grouped = new Intl.NumberFormat('en-GB');

/** 1234567 → 1,234,567 */
export const figure = (value: number | bigint): string => grouped.format(value);

/** Minor units → 1,234.56 GBP */
export const amount = (minorUnits: number, currency: string): string => {
  const decimals = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return `${new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(minorUnits / 10 ** decimals)} ${currency}`;
};

/** 75 → 1:15 */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60) % 60).padStart(2, '0')}`;

/** Lines "name   value", names padded to the longest. */
export const table = (lines: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n');
};

/** Lines in columns, numbers to the right. */
export const columns = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string => (/^-?[\d,.]+$/.test(text) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0));
  return rows.map((row) => `  ${row.map(cell).join('  ').trimEnd()}`).join('\n');
};
