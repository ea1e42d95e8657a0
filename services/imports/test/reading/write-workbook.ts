import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as it stands in the XML of a sheet: text, number, or the element's own attributes and content. */
export type WrittenCell = string | number | { readonly attributes: string; readonly content: string } | undefined;

export interface WrittenSheet {
  readonly name: string;
  readonly rows: readonly (readonly WrittenCell[])[];
  readonly state?: string;
  /** Cells without references, as some writers leave them. */
  readonly isBare?: boolean;
}

export interface WrittenBook {
  readonly sheets: readonly WrittenSheet[];
  /** Format codes; a cell's attribute s="1" is the first of them. */
  readonly formats?: readonly string[];
  readonly from1904?: boolean;
  /** Parts that replace or join those written here. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

/** The parts as a ZIP archive with sizes and check sums in its directory. */
export const zipOf = (parts: Readonly<Record<string, string | Buffer>>): Buffer => {
  const written: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    head.copy(entry, 8, 6, 28);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, Buffer.from(name));
    written.push(head, Buffer.from(name), packed);
    offset += head.length + Buffer.byteLength(name) + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...written, listed, end]);
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const columnName = (place: number): string =>
  (place < 26 ? '' : columnName(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

const packageRelations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const partType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = (sheets: readonly string[]): string => {
  const parts = {
    'xl/workbook.xml': 'sheet.main',
    'xl/styles.xml': 'styles',
    'xl/sharedStrings.xml': 'sharedStrings',
    ...Object.fromEntries(sheets.map((sheet) => [sheet, 'worksheet'])),
  };
  const overrides = Object.entries(parts).map(
    ([part, type]) => `<Override PartName="/${part}" ContentType="${partType}.${type}+xml"/>`,
  );
  const rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>';
  return `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${rels}${overrides.join('')}</Types>`;
};

/** A workbook as Excel writes it: shared texts, styles, references. */
export const workbookOf = ({ sheets, formats = [], from1904 = false, parts = {} }: WrittenBook): Buffer => {
  const texts: string[] = [];
  const cell = (value: WrittenCell, reference: string): string => {
    if (value === undefined) return '';
    if (typeof value === 'number') return `<c${reference}><v>${String(value)}</v></c>`;
    if (typeof value === 'object') return `<c${reference} ${value.attributes}>${value.content}</c>`;
    return `<c${reference} t="s"><v>${String(texts.push(value) - 1)}</v></c>`;
  };
  const sheetXml = ({ rows, isBare }: WrittenSheet): string => {
    const row = (cells: readonly WrittenCell[], at: number): string =>
      cells.length === 0
        ? ''
        : `<row${isBare ? '' : ` r="${String(at + 1)}"`}>${cells.map((value, place) => cell(value, isBare ? '' : ` r="${columnName(place)}${String(at + 1)}"`)).join('')}</row>`;
    return `${head}<worksheet ${main}><sheetData>${rows.map(row).join('')}</sheetData></worksheet>`;
  };
  const sheetParts = Object.fromEntries(
    sheets.map((sheet, place) => [`xl/worksheets/sheet${String(place + 1)}.xml`, sheetXml(sheet)]),
  );
  const list = sheets.map(
    ({ name, state }, place) =>
      `<sheet name="${escaped(name)}" sheetId="${String(place + 1)}" r:id="rId${String(place + 1)}"${state ? ` state="${state}"` : ''}/>`,
  );
  const targets = sheets.map(
    (_, place) =>
      `<Relationship Id="rId${String(place + 1)}" Type="${relations}/worksheet" Target="worksheets/sheet${String(place + 1)}.xml"/>`,
  );
  const others = ['sharedStrings', 'styles'].map(
    (part) => `<Relationship Id="${part}" Type="${relations}/${part}" Target="${part}.xml"/>`,
  );
  const codes = formats
    .map((code, place) => `<numFmt numFmtId="${String(164 + place)}" formatCode="${escaped(code)}"/>`)
    .join('');
  const styles = ['0', ...formats.map((_, place) => String(164 + place))]
    .map((id) => `<xf numFmtId="${id}"/>`)
    .join('');
  return zipOf({
    '[Content_Types].xml': contentTypes(Object.keys(sheetParts)),
    '_rels/.rels': `${head}<Relationships ${packageRelations}><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="${relations}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships ${packageRelations}>${[...targets, ...others].join('')}</Relationships>`,
    'xl/styles.xml': `${head}<styleSheet ${main}><numFmts>${codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles}</cellXfs></styleSheet>`,
    ...sheetParts,
    'xl/sharedStrings.xml': `${head}<sst ${main}>${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ...parts,
  });
};
