import type { Good, NewGood } from '@vafa/client';
import { parseNumber } from '../../kit/formats/numbers.ts';

/** Columns of a file of goods, by the names of REST. */
export const columnNames = [
  'sku',
  'name_fa',
  'name_en',
  'category',
  'brand',
  'family',
  'cost',
  'floor_price',
  'tax_class',
  'unit',
  'decimals',
  'no_discount',
  'no_points',
  'gift_card',
] as const;
export type GoodColumn = (typeof columnNames)[number];

const sums: readonly GoodColumn[] = ['cost', 'floor_price'];
const flags: readonly GoodColumn[] = ['no_discount', 'no_points', 'gift_card'];

/** Minor units as decimal text of the currency. */
const decimalText = (minor: number, digits: number): string => {
  const text = String(minor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/** What a file says of a good in a column. */
export const textOf = (good: Good, name: GoodColumn, digits: number): string => {
  const value = good[name];
  if (value === undefined || value === false) return '';
  if (value === true) return '1';
  return sums.includes(name) ? decimalText(Number(value), digits) : String(value);
};

/** Rows of a file with commas, semicolons or tabs between its cells (RFC 4180); empty lines are none. */
export const rowsOf = (text: string): readonly (readonly string[])[] => {
  const clean = text.replace(/^\uFEFF/, '');
  const first = clean.split(/\r?\n/, 1)[0] ?? '';
  const mark = [',', ';', '\t'].find((each) => first.includes(each)) ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endCell = (): void => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < clean.length; at++) {
    const sign = clean.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (clean.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (sign === mark) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  endRow();
  return rows;
};

export interface FileRow {
  /** As people count: the first below the heads is 2. */
  readonly line: number;
  readonly good: NewGood;
  /** The column that cannot be read; undefined: all can. */
  readonly fault: GoodColumn | undefined;
}

export interface ReadFile {
  readonly rows: readonly FileRow[];
  /** Heads that no column is known by: these columns are left out. */
  readonly ignored: readonly string[];
  readonly hasSku: boolean;
}

const isYes = (text: string): boolean => /^(1|true|yes|y|بله|۱)$/i.test(text);
const isNo = (text: string): boolean => /^(|0|false|no|n|نه|خیر|۰)$/i.test(text);

const minorOf = (text: string, digits: number): number | undefined => {
  const parsed = parseNumber(text);
  if (parsed === undefined || parsed.digits < 0n || parsed.scale > digits) return undefined;
  const minor = parsed.digits * 10n ** BigInt(digits - parsed.scale);
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : undefined;
};

/** A cell as REST takes it; null: it cannot be read. */
const valueOf = (name: GoodColumn, text: string, digits: number): string | number | boolean | undefined | null => {
  if (flags.includes(name)) return isYes(text) ? true : isNo(text) ? undefined : null;
  if (text === '') return undefined;
  if (sums.includes(name)) return minorOf(text, digits) ?? null;
  if (name !== 'decimals') return text;
  const parsed = parseNumber(text);
  return parsed?.scale === 0 && parsed.digits >= 0n && parsed.digits <= 3n ? Number(parsed.digits) : null;
};

/** Goods of a file whose first line names its columns. Money is in the club's currency, as the export has it. */
export const goodsIn = (text: string, digits: number): ReadFile => {
  const [heads = [], ...rows] = rowsOf(text);
  const columns = heads.map((head) => {
    const name = head.toLowerCase().replace(/[\s-]+/g, '_');
    return columnNames.find((each) => each === name);
  });
  return {
    ignored: heads.filter((_head, at) => columns[at] === undefined),
    hasSku: columns.includes('sku'),
    rows: rows.map((row, place) => {
      const values = columns.flatMap((name, at) =>
        name === undefined ? [] : [[name, valueOf(name, row[at] ?? '', digits)] as const],
      );
      const fault = values.find(([name, value]) => value === null || (name === 'sku' && value === undefined))?.[0];
      const good = Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== null));
      return { line: place + 2, good: good as unknown as NewGood, fault };
    }),
  };
};
