import { dayMs } from '@vafa/kernel';
import { ZipWriter } from './zip-writer.ts';

/** 1 January 1970 in the calendar of spreadsheets. */
const epochSerial = 25_569;
const rowsPerChunk = 500;

const number = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/;
const moment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}$/;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const partType = 'application/vnd.openxmlformats';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const override = (part: string, type: string): string =>
  `<Override PartName="/xl/${part}.xml" ContentType="${partType}-officedocument.spreadsheetml.${type}+xml"/>`;

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;

/** Every part but the rows and their texts. Format 22 of the standard is a day with its time. */
const fixedParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': [
    `${head}<Types xmlns="${types}">`,
    `<Default Extension="rels" ContentType="${partType}-package.relationships+xml"/>`,
    override('workbook', 'sheet.main'),
    override('styles', 'styles'),
    override('sharedStrings', 'sharedStrings'),
    override('worksheets/sheet1', 'worksheet'),
    '</Types>',
  ].join(''),
  '_rels/.rels': `${head}<Relationships ${packageRelations}>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="${relations}"><sheets><sheet name="Sales" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': [
    `${head}<Relationships ${packageRelations}>`,
    relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
    relation('rId2', 'styles', 'styles.xml'),
    relation('rId3', 'sharedStrings', 'sharedStrings.xml'),
    '</Relationships>',
  ].join(''),
  'xl/styles.xml': `${head}<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
};

/** Each different text once, as Excel keeps them. */
class SharedTexts {
  private readonly places = new Map<string, number>();

  place(text: string): number {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    this.places.set(text, this.places.size);
    return this.places.size - 1;
  }

  *xml(): Generator<string> {
    yield `${head}<sst ${main} uniqueCount="${String(this.places.size)}">`;
    for (const text of this.places.keys()) yield `<si><t xml:space="preserve">${escaped(text)}</t></si>`;
    yield '</sst>';
  }
}

const columnName = (place: number): string =>
  (place < 26 ? '' : columnName(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

/** What a spreadsheet makes of a cell of a CSV: a number, a day with its time, or a text. */
const cellXml = (cell: string, reference: string, texts: SharedTexts): string => {
  if (cell === '') return '';
  if (number.test(cell)) return `<c r="${reference}"><v>${cell}</v></c>`;
  if (!moment.test(cell)) return `<c r="${reference}" t="s"><v>${String(texts.place(cell))}</v></c>`;
  const serial = Date.parse(`${cell.replace(' ', 'T')}Z`) / dayMs + epochSerial;
  return `<c r="${reference}" s="1"><v>${String(serial)}</v></c>`;
};

async function* sheetXml(rows: AsyncIterable<readonly string[]>, texts: SharedTexts): AsyncGenerator<string> {
  let chunk = `${head}<worksheet ${main}><sheetData>`;
  let row = 0;
  for await (const cells of rows) {
    const r = String(++row);
    chunk += `<row r="${r}">${cells.map((cell, place) => cellXml(cell, columnName(place) + r, texts)).join('')}</row>`;
    if (row % rowsPerChunk > 0) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}</sheetData></worksheet>`;
}

/** Writes rows as a workbook of one sheet while they come in: numbers as numbers, moments as Excel's dates. */
export const writeWorkbook = async (path: string, rows: AsyncIterable<readonly string[]>): Promise<void> => {
  const zip = await ZipWriter.create(path);
  const texts = new SharedTexts();
  for (const [name, xml] of Object.entries(fixedParts)) await zip.add(name, [xml]);
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(rows, texts));
  await zip.add('xl/sharedStrings.xml', texts.xml());
  await zip.close();
};
