/** Longest text of one field, and longest line, in UTF-16 units. */
const textMax = 2_000;
const lineMax = 16_000;

/**
 * What a terminal or an editor obeys instead of showing: C1 controls, direction marks and overrides, line separators,
 * byte order marks.
 */
const obeyed = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

const cut = (value: unknown, textLength: number): unknown => {
  if (typeof value === 'string')
    return value.length > textLength ? `${value.slice(0, textLength)}… (${String(value.length)} characters)` : value;
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => cut(item, textLength));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 50)
      .map(([name, item]) => [name.slice(0, 100), cut(item, textLength)]),
  );
};

const shortened = (line: string): string => {
  const value = JSON.parse(line) as Record<string, unknown>;
  const short = JSON.stringify(cut(value, textMax));
  if (short.length <= lineMax) return `${short}\n`;
  const { level, time, service, msg } = value;
  return `${JSON.stringify(cut({ level, time, service, msg, cut: true }, textMax))}\n`;
};

/**
 * A line of JSON as it may stand in a log: of bounded length, and showing what it holds rather than doing it. Control
 * characters JSON escapes itself.
 */
export const logLine = (line: string): string =>
  (line.length > textMax ? shortened(line) : line).replace(obeyed, escaped);
