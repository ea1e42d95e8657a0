#!/usr/bin/env bash
# Packages: openpyxl 3.1.5 (PyPI) writes a sheet, xlsx (SheetJS) 0.18.5 (npm) reads its texts.
# Behaviour: a number whose format starts with a bare language mark, as Excel writes it for Persian digits or for another
#   language ([$-3000401]0, [$-429]#,##0), gets a dollar sign: 1500 points are "$1500", also in sheet_to_csv and in
#   sheet_to_json with raw: false. Dates with such a mark are Gregorian there, even with the mark that Excel
#   writes for the Persian calendar ([$-fa-IR,16]): "2025/03/21" for the day that Excel then shows as 1 Farvardin 1404.
# Expected: 1500. The mark names a language, digits and a calendar, and stands for no currency.
# Matters: who imports the texts of a shop's sheet, to get "as displayed", finds dollars in rials or points and Gregorian
#   birthdays that the shop never saw. Read the raw value and the format by yourself.
# Output seen: 1500 with format [$-3000401]0: $1500; 1500 with format [$-429]#,##0: $1,500; 45737 with format
#   [$-fa-IR,16]yyyy/mm/dd;@: 2025/03/21 (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" xlsx@0.18.5 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5 et-xmlfile==2.0.0

cat > write.py <<'PY'
from openpyxl import Workbook

book = Workbook()
cells = [(1500, "#,##0"), (1500, "[$-3000401]0"), (1500, "[$-429]#,##0"), (1500, "[$-fa-IR]#,##0"),
         (0.2, "[$-3000401]0%"), (1500, '[$IRR] #,##0'), (45737, "[$-fa-IR,16]yyyy/mm/dd;@")]
for row, (value, shown) in enumerate(cells, 1):
    cell = book.active.cell(row, 1, value)
    cell.number_format = shown
book.save("shop.xlsx")
PY
cat > read.mjs <<'JS'
import { createRequire } from 'node:module';
const XLSX = createRequire(import.meta.url)('xlsx');
const sheet = XLSX.readFile('shop.xlsx', { cellNF: true }).Sheets.Sheet;
const texts = XLSX.utils.sheet_to_json(sheet, { header: 1, raw: false }).flat();
texts.forEach((text, at) => console.log(`${sheet[`A${at + 1}`].v} with format ${sheet[`A${at + 1}`].z}: ${text}`));
console.log('as CSV:', XLSX.utils.sheet_to_csv(sheet).trim().split('\n').join(' | '));
JS
env/bin/python write.py
node read.mjs | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
1500 with format #,##0: 1,500
1500 with format [$-3000401]0: $1500
1500 with format [$-429]#,##0: $1,500
1500 with format [$-fa-IR]#,##0: $1,500
0.2 with format [$-3000401]0%: $20%
1500 with format [$IRR] #,##0: IRR 1,500
45737 with format [$-fa-IR,16]yyyy/mm/dd;@: 2025/03/21
as CSV: "1,500" | $1500 | "$1,500" | "$1,500" | $20% | "IRR 1,500" | 2025/03/21
EXPECTED
echo 'As stated.'
