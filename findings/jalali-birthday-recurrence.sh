#!/usr/bin/env bash
# Packages: rrule-temporal 2.2.8 and ical.js 2.2.1 (npm), recurring-ical-events 3.8.2 with icalendar 7.3.2 and
#   python-dateutil 2.9.0.post0 (PyPI), asked for the RFC 7529 rule RSCALE=PERSIAN: each year on 1 Farvardin.
# Behaviour: rrule-temporal, which announces RFC 7529 and does follow RSCALE=HEBREW, keeps PERSIAN in the rule it
#   prints and gives 1 January. ical.js gives 1 January too. recurring-ical-events says that UNTIL is missing.
# Expected: 21 March 2026, 21 March 2027, 20 March 2028, or a refusal that names RSCALE.
# Matters: birthdays, yearly resets of tiers and Nowruz campaigns follow the Persian year; this rule would greet
#   everybody born on 1 Farvardin on 1 January, and neither library tells. Expand Jalali dates yourself.
# Output seen: 1 Farvardin is 2026-03-21 2027-03-21 2028-03-20; rrule-temporal PERSIAN and ical.js PERSIAN:
#   2026-01-01 2027-01-01 2028-01-01 (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" \
  rrule-temporal@2.2.8 ical.js@2.2.1 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check \
  recurring-ical-events==3.8.2 icalendar==7.3.2 python-dateutil==2.9.0.post0

cat > look.mjs <<'JS'
import ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
const every = (scale) => `RSCALE=${scale};FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;COUNT=3`;
const asked = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
const found = [];
for (let day = Date.UTC(2025, 2, 22); found.length < 3; day += 86_400_000)
  if (asked.format(day) === '1/1') found.push(new Date(day).toISOString().slice(0, 10));
console.log('1 Farvardin is', found.join(' '));
for (const scale of ['HEBREW', 'PERSIAN']) {
  const rule = new RRuleTemporal({ rruleString: `DTSTART;VALUE=DATE:20250322\nRRULE:${every(scale)}` });
  const kept = rule.toString().includes(`RSCALE=${scale}`);
  const days = rule.all().map((at) => at.toString().slice(0, 10));
  console.log(`rrule-temporal ${scale}, kept in its text ${kept}:`, days.join(' '));
}
const next = ICAL.Recur.fromString(every('PERSIAN')).iterator(ICAL.Time.fromDateString('2025-03-22'));
console.log('ical.js PERSIAN:', `${next.next()}`, `${next.next()}`, `${next.next()}`);
JS
cat > look.py <<'PY'
import icalendar
import recurring_ical_events

lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:club", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20250101T000000Z",
         "DTSTART;VALUE=DATE:20250322", "RRULE:RSCALE=PERSIAN;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;COUNT=3",
         "SUMMARY:birthday", "END:VEVENT", "END:VCALENDAR", ""]
calendar = icalendar.Calendar.from_ical("\r\n".join(lines))
try:
    print(list(recurring_ical_events.of(calendar).between((2025, 1, 1), (2030, 1, 1))))
except Exception as error:
    print("recurring-ical-events:", str(error).split(":")[0])
PY
{ node look.mjs; env/bin/python look.py; } | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
1 Farvardin is 2026-03-21 2027-03-21 2028-03-20
rrule-temporal HEBREW, kept in its text true: 2025-09-23 2026-09-12 2027-10-02
rrule-temporal PERSIAN, kept in its text true: 2026-01-01 2027-01-01 2028-01-01
ical.js PERSIAN: 2026-01-01 2027-01-01 2028-01-01
recurring-ical-events: UNTIL parameter is missing
EXPECTED
echo 'As stated.'
