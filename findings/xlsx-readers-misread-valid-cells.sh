#!/usr/bin/env bash
# Package: exceljs 4.4.0, read-excel-file 9.3.17, xlsx 0.18.5 (npm), reading valid cells of SpreadsheetML (ECMA-376 part 1).
# Behaviour: exceljs makes the number 2024 of an ISO date cell (t="d", 18.18.11). A text with a reading beside it (rPh)
#   is lost, and every later row of the sheet with it; its streaming reader gives the reading instead of the text.
#   exceljs and read-excel-file fail on rows without the attribute r, which is optional (18.3.1.73). xlsx with cellDates
#   ignores date1904: four years and a day early. xlsx and read-excel-file give 08:25:59.999 for the number that stands
#   for 08:26.
# Expected: 1 December 2024; the text and all rows; cells in their order; the calendar of the workbook; 08:26:00.
# Matters: sales of a file vanish or move to another year, minute or day without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --loglevel=error --no-fund --no-audit exceljs@4.4.0 xlsx@0.18.5 read-excel-file@9.3.17 >/dev/null
cat > probe.mjs <<'PROBE'
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { crc32 as sum, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import XLSX from 'xlsx';
import * as readExcelFile from 'read-excel-file/node';

const crcTable = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });
const crc = sum ?? ((bytes) => { let c = -1; for (const b of bytes) c = crcTable[(c ^ b) & 255] ^ (c >>> 8); return (c ^ -1) >>> 0; });
const zip = (parts) => {
  const files = []; const list = []; let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text); const packed = deflateRawSync(bytes); const head = Buffer.alloc(30); const entry = Buffer.alloc(46);
    head.writeUInt32LE(0x04034b50, 0); head.writeUInt16LE(20, 4); head.writeUInt16LE(8, 8); head.writeUInt32LE(crc(bytes), 14);
    head.writeUInt32LE(packed.length, 18); head.writeUInt32LE(bytes.length, 22); head.writeUInt16LE(name.length, 26);
    entry.writeUInt32LE(0x02014b50, 0); entry.writeUInt16LE(20, 6); head.copy(entry, 8, 6, 28); entry.writeUInt32LE(offset, 42);
    files.push(head, Buffer.from(name), packed); list.push(entry, Buffer.from(name)); offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(list); const end = Buffer.alloc(22); const count = Object.keys(parts).length;
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(count, 8); end.writeUInt16LE(count, 10); end.writeUInt32LE(directory.length, 12); end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, directory, end]);
};
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const rels = 'http://schemas.openxmlformats.org/package/2006/relationships';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const book = (file, rows, date1904 = '') => writeFileSync(file, zip({
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${rels}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${date1904}/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${rels}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
}));
const exceljs = async (file) => { const wb = new ExcelJS.Workbook(); await wb.xlsx.readFile(file); const rows = []; wb.worksheets[0].eachRow((row) => rows.push(row.values.slice(1))); return rows; };
const streamed = async (file) => { const rows = []; for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file, { styles: 'cache' })) for await (const row of sheet) rows.push(row.values.slice(1)); return rows; };
const sheetjs = (file) => { const wb = XLSX.readFile(file, { cellDates: true, UTC: true }); return XLSX.utils.sheet_to_json(wb.Sheets.S, { header: 1 }); };
const ref = async (file) => { const read = readExcelFile.default ?? readExcelFile.readXlsxFile; const rows = await read(file); return rows[0]?.data ?? rows; };
const say = (what, value) => console.log(`${what}: ${JSON.stringify(value)}`);

book('iso.xlsx', '<row r="1"><c r="A1" t="d"><v>2024-12-01</v></c></row>');
say('exceljs, <c t="d"><v>2024-12-01</v></c>', await exceljs('iso.xlsx'));
assert.deepEqual(await exceljs('iso.xlsx'), [[2024]]);
assert.deepEqual(await streamed('iso.xlsx'), [[2024]]);

book('reading.xlsx', '<row r="1"><c r="A1" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>');
say('exceljs, three rows of which the first has 東京 with its reading', await exceljs('reading.xlsx'));
assert.equal((await exceljs('reading.xlsx')).flat().filter((each) => each === 2 || each === 3 || each === '東京').length, 0);
say('exceljs streamed', await streamed('reading.xlsx'));
assert.deepEqual(await streamed('reading.xlsx'), [['トウキョウ'], [2], [3]]);

book('bare.xlsx', '<row><c><v>1</v></c><c><v>2</v></c></row>');
await assert.rejects(exceljs('bare.xlsx'));
await assert.rejects(ref('bare.xlsx'));
assert.deepEqual(sheetjs('bare.xlsx'), [[1, 2]]);
console.log('exceljs and read-excel-file refuse a row without r; xlsx reads it');

book('d1904.xlsx', '<row r="1"><c r="A1" s="1"><v>44165.351388888885</v></c></row>', ' date1904="1"');
say('xlsx, 2024-12-01 08:26 in the calendar of 1904', sheetjs('d1904.xlsx'));
assert.equal(sheetjs('d1904.xlsx')[0][0].toISOString().slice(0, 10), '2020-11-30');

book('minute.xlsx', '<row r="1"><c r="A1" s="1"><v>45627.351388888885</v></c></row>');
say('read-excel-file, 2024-12-01 08:26', await ref('minute.xlsx'));
assert.equal((await ref('minute.xlsx'))[0][0].toISOString(), '2024-12-01T08:25:59.999Z');
say('xlsx, 2024-12-01 08:26', sheetjs('minute.xlsx'));
assert.equal(sheetjs('minute.xlsx')[0][0].toISOString(), '2024-12-01T08:25:59.999Z');
PROBE
TZ=UTC node probe.mjs
# Seen on 27 November 2026 (Node 24.21.0):
# exceljs, <c t="d"><v>2024-12-01</v></c>: [[2024]]
# exceljs, three rows of which the first has 東京 with its reading: [[null]]
# exceljs streamed: [["トウキョウ"],[2],[3]]
# exceljs and read-excel-file refuse a row without r; xlsx reads it
# xlsx, 2024-12-01 08:26 in the calendar of 1904: [["2020-11-30T08:25:59.999Z"]]
# read-excel-file, 2024-12-01 08:26: [["2024-12-01T08:25:59.999Z"]]
# xlsx, 2024-12-01 08:26: [["2024-12-01T08:25:59.999Z"]]
