#!/usr/bin/env bash
# Packages: openpyxl 3.1.5 (PyPI) writes numbers with a unit in their format; xlsx2csv 0.8.6 and python-calamine 0.9.1
#   (PyPI) and exceljs 4.4.0 (npm) read them.
# Behaviour: where the unit has one of the letters d m y h s ("pts", "Tomans", "days"), xlsx2csv takes the number for a
#   date and writes the format, with a month or day in it, instead of the number: the 1500 is gone. exceljs copes with
#   quotes, but not with an escaped letter (0\ \m) or a space as wide as a letter (_M, from the currency KM): it answers
#   a Date in February 1904 for 1500. openpyxl and calamine read 1500 throughout.
# Expected: quoted and escaped letters are plain text in a number format, so the cell is the number 1500.
# Matters: loyalty systems export "1,500 pts". The points of a whole column are lost or turn to dates, without an error.
# Output seen: 1500 as #,##0" pts" : xlsx2csv #,##0" pts", exceljs 1500, openpyxl 1500, calamine 1500.0; as 0\ \m
#   xlsx2csv 0 02, exceljs 1904-02-08T00:00:00.000Z (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" exceljs@4.4.0 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5 et-xmlfile==2.0.0 xlsx2csv==0.8.6 python-calamine==0.9.1

cat > write.py <<'PY'
from openpyxl import Workbook

book = Workbook()
formats = ['#,##0', '#,##0" pts"', '#,##0" Tomans"', '0" days"', '#,##0" ریال"', '0\\ \\m', '_-* #,##0\\ _K_M_-']
for row, shown in enumerate(formats, 1):
    book.active.cell(row, 1, 1500).number_format = shown
book.save("points.xlsx")
PY
cat > read.mjs <<'JS'
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
const { Workbook } = createRequire(import.meta.url)('exceljs');
const book = new Workbook();
await book.xlsx.readFile('points.xlsx');
const values = [];
book.worksheets[0].eachRow((row) => values.push(row.getCell(1).value));
writeFileSync('exceljs.json', JSON.stringify(values));
JS
cat > show.py <<'PY'
import csv
import json
import subprocess

import openpyxl
import python_calamine

formats = [row[0].number_format for row in openpyxl.load_workbook("points.xlsx").active]
by_openpyxl = [row[0].value for row in openpyxl.load_workbook("points.xlsx").active]
sheet = python_calamine.CalamineWorkbook.from_path("points.xlsx").get_sheet_by_index(0)
by_calamine = [row[0] for row in sheet.to_python()]
by_exceljs = json.load(open("exceljs.json"))
subprocess.run(["env/bin/xlsx2csv", "points.xlsx", "points.csv"], check=True)
by_xlsx2csv = [row[0] for row in csv.reader(open("points.csv", encoding="utf-8"))]
for shown, first, second, third, fourth in zip(formats, by_xlsx2csv, by_exceljs, by_openpyxl, by_calamine):
    print(f"1500 as {shown} : xlsx2csv {first}, exceljs {second}, openpyxl {third}, calamine {fourth}")
PY
env/bin/python write.py
node read.mjs
env/bin/python show.py | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
1500 as #,##0 : xlsx2csv 1500, exceljs 1500, openpyxl 1500, calamine 1500.0
1500 as #,##0" pts" : xlsx2csv #,##0" pts", exceljs 1500, openpyxl 1500, calamine 1500.0
1500 as #,##0" Tomans" : xlsx2csv #,##0" to02ans", exceljs 1500, openpyxl 1500, calamine 1500.0
1500 as 0" days" : xlsx2csv 0" 08ays", exceljs 1500, openpyxl 1500, calamine 1500.0
1500 as #,##0" ریال" : xlsx2csv 1500, exceljs 1500, openpyxl 1500, calamine 1500.0
1500 as 0\ \m : xlsx2csv 0 02, exceljs 1904-02-08T00:00:00.000Z, openpyxl 1500, calamine 1500.0
1500 as _-* #,##0\ _K_M_- : xlsx2csv _-* #,##0 _k_02_-, exceljs 1904-02-08T00:00:00.000Z, openpyxl 1500, calamine 1500.0
EXPECTED
echo 'As stated.'
