#!/usr/bin/env bash
# Packages: timezonecomplete 5.15.1 with the data of tzdata 1.0.51 (npm, IANA 2026d); beside them spacetime 7.15.0 and
#   moment-timezone 0.6.6.
# Behaviour: in July 2026 it is 10:30 in Cairo by timezonecomplete, and 11:30 by the two others. The rule is in the data:
#   summer time from the last Friday of April, since 2023. Port-au-Prince, where summer time came back in 2017, is an
#   hour behind too. Zones whose summer time never paused are right, and so is Cairo in its earlier summers.
# Expected: fresh data gives the time of day that the country has.
# Matters: a happy hour, or an offer that ends at midnight, begins and ends an hour late in a country that went back to
#   summer time, while every test on European zones passes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --loglevel=error --no-fund --no-audit \
  timezonecomplete@5.15.1 tzdata@1.0.51 spacetime@7.15.0 moment-timezone@0.6.6 >/dev/null
cat > probe.cjs <<'PROBE'
const assert = require('node:assert/strict');
const complete = require('timezonecomplete');
const data = require('tzdata');
const spacetime = require('spacetime');
const moment = require('moment-timezone');

const times = (zone, day) => {
  const moment0 = `${day}T08:30:00`;
  const instant = new Date(`${moment0}Z`);
  return [
    new complete.DateTime(moment0, complete.utc()).toZone(complete.zone(zone)).format('HH:mm'),
    spacetime(instant.getTime(), zone).format('{hour-24-pad}:{minute-pad}'),
    moment.tz(instant, zone).format('HH:mm'),
  ];
};
// From, to, month, day, minutes ahead.
const begins = (rules) => rules.filter(([, until]) => until === 'max').map(([from, , , month, day, , ahead]) => [from, month, day, ahead]);
assert.equal(data.version, '2026d');
assert.deepEqual(begins(data.rules.Egypt), [['2023', 'Apr', 'lastFri', '60'], ['2023', 'Oct', 'lastThu', '0']]);
const seen = {
  'Africa/Cairo 2010-07-15': times('Africa/Cairo', '2010-07-15'),
  'Africa/Cairo 2023-07-15': times('Africa/Cairo', '2023-07-15'),
  'Africa/Cairo 2026-07-15': times('Africa/Cairo', '2026-07-15'),
  'America/Port-au-Prince 2026-07-15': times('America/Port-au-Prince', '2026-07-15'),
  'Asia/Beirut 2026-07-15': times('Asia/Beirut', '2026-07-15'),
  'Europe/Berlin 2026-07-15': times('Europe/Berlin', '2026-07-15'),
};
for (const [what, answers] of Object.entries(seen)) console.log(what, 'timezonecomplete, spacetime, moment-timezone:', ...answers);
assert.deepEqual(seen, {
  'Africa/Cairo 2010-07-15': ['11:30', '11:30', '11:30'],
  'Africa/Cairo 2023-07-15': ['10:30', '11:30', '11:30'],
  'Africa/Cairo 2026-07-15': ['10:30', '11:30', '11:30'],
  'America/Port-au-Prince 2026-07-15': ['03:30', '04:30', '04:30'],
  'Asia/Beirut 2026-07-15': ['11:30', '11:30', '11:30'],
  'Europe/Berlin 2026-07-15': ['10:30', '10:30', '10:30'],
});
PROBE
node probe.cjs
