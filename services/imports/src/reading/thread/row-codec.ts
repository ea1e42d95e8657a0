import {
  isRefused,
  type FileRow,
  type RefusalCode,
  type RefusedRow,
  type SaleRow,
} from '../../domain/reading/sale-row.ts';

/** Rows between threads: buffers, which are handed over. Copying the objects costs three times as much. */
export interface EncodedRows {
  readonly count: number;
  /** All texts as one JSON array in UTF-8. */
  readonly texts: Uint8Array<ArrayBuffer>;
  /**
   * Of each row its number, how many cells it has, what it is, and where its texts are; the last of them ends its
   * texts.
   */
  readonly places: Int32Array<ArrayBuffer>;
  /** Of each sale its time and its quantity. */
  readonly numbers: Float64Array<ArrayBuffer>;
}

export const placesEach = 11;
const lastPlace = placesEach - 1;
export const numbersEach = 2;
const sale = 0;
const returned = 1;
const refused = 2;
const none = -1;
const noAttributes = Object.freeze({});
const decoder = new TextDecoder();

/** Quantities are at most 10^12 thousandths, so a number holds them exactly. */
export const encodeRows = (rows: readonly FileRow[]): EncodedRows => {
  const texts: string[] = [];
  const places = new Int32Array(rows.length * placesEach);
  const numbers = new Float64Array(rows.length * numbersEach);
  rows.forEach((row, index) => {
    const at = index * placesEach;
    const first = texts.length;
    for (const cell of row.fields) texts.push(cell);
    places[at] = row.row;
    places[at + 1] = row.fields.length;
    places[at + 3] = placeIn(texts, first, row.fields, row.receipt);
    if (isRefused(row)) {
      places[at + 2] = refused;
      places[at + 4] = texts.push(row.code) - 1;
      places[at + lastPlace] =
        texts.push(JSON.stringify({ details: row.details, place: row.place } satisfies RefusalExtras)) - 1;
    } else {
      encodeSale(row, texts, first, places, at);
      numbers[index * numbersEach] = row.at.getTime();
      numbers[index * numbersEach + 1] = Number(row.quantityMilli);
      places[at + lastPlace] = texts.push(extrasOf(row)) - 1;
    }
  });
  return { count: rows.length, texts: new TextEncoder().encode(JSON.stringify(texts)), places, numbers };
};

const encodeSale = (row: SaleRow, texts: string[], first: number, places: Int32Array, at: number): void => {
  const { fields } = row;
  places[at + 2] = row.isReturn ? returned : sale;
  places[at + 4] = placeIn(texts, first, fields, row.sku);
  places[at + 5] = placeIn(texts, first, fields, row.description);
  places[at + 6] = placeIn(texts, first, fields, row.unitPrice);
  places[at + 7] = placeIn(texts, first, fields, row.member);
  places[at + 8] = placeIn(texts, first, fields, row.branch);
  places[at + 9] = placeIn(texts, first, fields, row.till);
};

/** A text that a cell holds is that cell; others are added behind. */
const placeIn = (texts: string[], first: number, fields: readonly string[], text: string): number => {
  if (text === '') return none;
  const cell = fields.indexOf(text);
  return cell >= 0 ? first + cell : texts.push(text) - 1;
};

/** What few rows have, as one text; empty for the others. */
const extrasOf = ({ attributes, ofReceipt }: SaleRow): string =>
  ofReceipt || hasAny(attributes) ? JSON.stringify({ attributes, ofReceipt } satisfies Extras) : '';

type Extras = { readonly [name in 'attributes' | 'ofReceipt']: SaleRow[name] };

type RefusalExtras = { readonly details: RefusedRow['details']; readonly place: RefusedRow['place'] };

const noExtras: Pick<SaleRow, 'attributes'> = { attributes: noAttributes };

const hasAny = (attributes: SaleRow['attributes']): boolean => {
  for (const _name in attributes) return true;
  return false;
};

export const decodeRows = ({ count, texts, places, numbers }: EncodedRows): FileRow[] => {
  const all = JSON.parse(decoder.decode(texts)) as string[];
  const rows: FileRow[] = [];
  // Behind a row's cells stand texts that no cell holds, its extras or details last of all.
  let first = 0;
  for (let index = 0; index < count; index++) {
    const at = index * placesEach;
    const width = places[at + 1] as number;
    const fields = all.slice(first, first + width);
    first = (places[at + lastPlace] as number) + 1;
    const last = all[first - 1] as string;
    const row = places[at] as number;
    const receipt = textAt(all, places, at + 3);
    if (places[at + 2] === refused) {
      const { details, place } = JSON.parse(last) as RefusalExtras;
      rows.push({
        row,
        fields,
        receipt,
        code: textAt(all, places, at + 4) as RefusalCode,
        details,
        ...(place && { place: { ...place, at: new Date(place.at) } }),
      });
      continue;
    }
    rows.push({
      row,
      fields,
      receipt,
      sku: textAt(all, places, at + 4),
      description: textAt(all, places, at + 5),
      quantityMilli: BigInt(numbers[index * numbersEach + 1] as number),
      unitPrice: textAt(all, places, at + 6),
      at: new Date(numbers[index * numbersEach] as number),
      member: textAt(all, places, at + 7),
      branch: textAt(all, places, at + 8),
      till: textAt(all, places, at + 9),
      isReturn: places[at + 2] === returned,
      ...(last === '' ? noExtras : (JSON.parse(last) as Extras)),
    });
  }
  return rows;
};

const textAt = (all: readonly string[], places: Int32Array, at: number): string => {
  const place = places[at] as number;
  return place === none ? '' : (all[place] as string);
};
