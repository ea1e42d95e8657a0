import { isRefused, type FileRow, type RefusalCode, type RefusedRow, type SaleRow } from '../../domain/reading/sale-row.ts';

/** Rows between threads: all texts as one JSON array, all numbers as one buffer. Copying the objects costs three times as much. */
export interface EncodedRows {
  readonly count: number;
  readonly texts: string;
  readonly numbers: Float64Array<ArrayBuffer>;
}

// Of each row: its number, its cells, what it is, then where its texts are, the last one at the end; of a sale time and quantity too.
const numbersMax = 13;
const sale = 0;
const returned = 1;
const refused = 2;
const none = -1;
const noAttributes = Object.freeze({});

/** Quantities are at most 10^12 thousandths, so a number holds them exactly. */
export const encodeRows = (rows: readonly FileRow[]): EncodedRows => {
  const texts: string[] = [];
  const numbers = new Float64Array(rows.length * numbersMax);
  rows.forEach((row, index) => {
    const at = index * numbersMax;
    const first = texts.length;
    for (const cell of row.fields) texts.push(cell);
    numbers[at] = row.row;
    numbers[at + 1] = row.fields.length;
    numbers[at + 3] = placeIn(texts, first, row.fields, row.receipt);
    if (isRefused(row)) {
      numbers[at + 2] = refused;
      numbers[at + 4] = texts.push(row.code) - 1;
      numbers[at + 12] = texts.push(JSON.stringify({ details: row.details, place: row.place } satisfies RefusalExtras)) - 1;
    } else {
      encodeSale(row, texts, first, numbers, at);
      numbers[at + 12] = texts.push(extrasOf(row)) - 1;
    }
  });
  return { count: rows.length, texts: JSON.stringify(texts), numbers };
};

const encodeSale = (row: SaleRow, texts: string[], first: number, numbers: Float64Array, at: number): void => {
  const { fields } = row;
  numbers[at + 2] = row.isReturn ? returned : sale;
  numbers[at + 4] = row.at.getTime();
  numbers[at + 5] = Number(row.quantityMilli);
  numbers[at + 6] = placeIn(texts, first, fields, row.sku);
  numbers[at + 7] = placeIn(texts, first, fields, row.description);
  numbers[at + 8] = placeIn(texts, first, fields, row.unitPrice);
  numbers[at + 9] = placeIn(texts, first, fields, row.member);
  numbers[at + 10] = placeIn(texts, first, fields, row.branch);
  numbers[at + 11] = placeIn(texts, first, fields, row.till);
};

/** A text that a cell holds is that cell; others are added behind. */
const placeIn = (texts: string[], first: number, fields: readonly string[], text: string): number => {
  if (text === '') return none;
  const cell = fields.indexOf(text);
  return cell >= 0 ? first + cell : texts.push(text) - 1;
};

/** What few rows have, as one text; empty for the others. */
const extrasOf = ({ attributes, ofReceipt }: SaleRow): string => (ofReceipt || hasAny(attributes) ? JSON.stringify({ attributes, ofReceipt } satisfies Extras) : '');

type Extras = { readonly [name in 'attributes' | 'ofReceipt']: SaleRow[name] };

type RefusalExtras = { readonly details: RefusedRow['details']; readonly place: RefusedRow['place'] };

const noExtras: Pick<SaleRow, 'attributes'> = { attributes: noAttributes };

const hasAny = (attributes: SaleRow['attributes']): boolean => {
  for (const _name in attributes) return true;
  return false;
};

export const decodeRows = ({ count, texts, numbers }: EncodedRows): FileRow[] => {
  const all = JSON.parse(texts) as string[];
  const rows: FileRow[] = [];
  // Behind a row's cells stand texts that no cell holds, its extras or details last of all.
  let first = 0;
  for (let at = 0; at < count * numbersMax; at += numbersMax) {
    const width = numbers[at + 1] as number;
    const fields = all.slice(first, first + width);
    first = (numbers[at + 12] as number) + 1;
    const last = all[first - 1] as string;
    const row = numbers[at] as number;
    const receipt = textAt(all, numbers, at + 3);
    if (numbers[at + 2] === refused) {
      const { details, place } = JSON.parse(last) as RefusalExtras;
      rows.push({ row, fields, receipt, code: textAt(all, numbers, at + 4) as RefusalCode, details, ...(place && { place: { ...place, at: new Date(place.at) } }) });
      continue;
    }
    rows.push({
      row,
      fields,
      receipt,
      sku: textAt(all, numbers, at + 6),
      description: textAt(all, numbers, at + 7),
      quantityMilli: BigInt(numbers[at + 5] as number),
      unitPrice: textAt(all, numbers, at + 8),
      at: new Date(numbers[at + 4] as number),
      member: textAt(all, numbers, at + 9),
      branch: textAt(all, numbers, at + 10),
      till: textAt(all, numbers, at + 11),
      isReturn: numbers[at + 2] === returned,
      ...(last === '' ? noExtras : (JSON.parse(last) as Extras)),
    });
  }
  return rows;
};

const textAt = (all: readonly string[], numbers: Float64Array, at: number): string => {
  const place = numbers[at] as number;
  return place === none ? '' : (all[place] as string);
};
