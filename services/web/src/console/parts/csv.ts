/** One column of a file: its head, and what it says of a row. */
export interface CsvColumn<Item> {
  readonly name: string;
  readonly text: (item: Item) => string;
}

/** A program for tables would take these as formulas, and run what a member calls himself. */
const formula = /^[=+@\t\r]|^-(?!\d)/;

const cell = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The rows as CSV (RFC 4180), with the mark that tells programs for tables that it is UTF-8. */
export const csvOf = <Item>(columns: readonly CsvColumn<Item>[], items: readonly Item[]): string => {
  const rows = [columns.map(({ name }) => name), ...items.map((item) => columns.map(({ text }) => text(item)))];
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
};

/** Gives a file to whoever looks at the page. */
export const saveFile = (name: string, content: Blob): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};
