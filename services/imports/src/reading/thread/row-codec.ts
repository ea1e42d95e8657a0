import { isRefused, type FileRow, type RefusalCode } from '../../domain/reading/sale-row.ts';

/** A text, or the place of the cell that holds the same. */
type Text = string | number;
type Line = readonly [
  row: number, fields: readonly string[], receipt: Text, sku: Text, description: Text, quantityMilli: string, unitPrice: Text,
  at: number, member: Text, branch: Text, till: Text, isReturn: 0 | 1, attributes: Readonly<Record<string, string>> | 0,
];
type Refusal = readonly [row: number, fields: readonly string[], receipt: Text, code: RefusalCode, details: Readonly<Record<string, string>>];

const none = Object.freeze({});

/** Rows as one text: between threads that costs a third of what copying the objects does. */
export const encodeRows = (rows: readonly FileRow[]): string => JSON.stringify(rows.map(encoded));

export const decodeRows = (text: string): FileRow[] => (JSON.parse(text) as (Line | Refusal)[]).map(decoded);

const encoded = (each: FileRow): Line | Refusal => {
  const { row, fields } = each;
  const text = (value: string): Text => {
    if (value === '') return '';
    const place = fields.indexOf(value);
    return place < 0 ? value : place;
  };
  if (isRefused(each)) return [row, fields, text(each.receipt), each.code, each.details];
  const isPlain = Object.keys(each.attributes).length === 0;
  return [
    row, fields, text(each.receipt), text(each.sku), text(each.description), each.quantityMilli.toString(), text(each.unitPrice),
    each.at.getTime(), text(each.member), text(each.branch), text(each.till), each.isReturn ? 1 : 0, isPlain ? 0 : each.attributes,
  ];
};

const decoded = (each: Line | Refusal): FileRow => {
  const [row, fields] = each;
  const text = (value: Text): string => (typeof value === 'number' ? (fields[value] ?? '') : value);
  if (each.length === 5) return { row, fields, receipt: text(each[2]), code: each[3], details: each[4] };
  return {
    row,
    fields,
    receipt: text(each[2]),
    sku: text(each[3]),
    description: text(each[4]),
    quantityMilli: BigInt(each[5]),
    unitPrice: text(each[6]),
    at: new Date(each[7]),
    member: text(each[8]),
    branch: text(each[9]),
    till: text(each[10]),
    isReturn: each[11] === 1,
    attributes: each[12] === 0 ? none : each[12],
  };
};
