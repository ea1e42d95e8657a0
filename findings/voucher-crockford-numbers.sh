#!/usr/bin/env bash
# Packages: base32-crockford 0.3.0 (PyPI) and crockford-base32 2.1.0 (npm) turn a voucher's number to a code and back.
# Behaviour: the same alphabet, two encodings. The Python package writes a number as the digits of base 32: 1234 is 16J.
#   The npm one takes a number for a stream of bytes and pads on the right: 1234 is 0K90, 1 is 04 and 0 is the empty
#   text. Each reads the other's code without complaint as another number: 16J is 2468 to the npm package, 0K90 is
#   19744 to the Python one. The npm package's variant "ulid" reads 16J rightly and writes 016J, and "" for 0 too.
# Expected: Crockford's own text encodes numbers, so one number has one code, and 0 is 0.
# Matters: a code printed by one service and redeemed by another belongs to another voucher, and twice a valid number is
#   often a valid number too. Say which encoding, and add the check symbol, which the npm package doesn't have.
# Output seen: npm 1234: 0K90, python 1234: 16J; npm reads 16J: 2468, python reads 0K90: 19744; npm 0: nothing
#   (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" crockford-base32@2.1.0 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check base32-crockford==0.3.0

cat > look.mjs <<'JS'
import { CrockfordBase32 } from 'crockford-base32';
const ulid = { variant: 'ulid' };
for (const number of [0, 1, 1234])
  console.log(
    `npm ${number}: «${CrockfordBase32.encode(number)}»,`,
    `variant ulid «${CrockfordBase32.encode(number, ulid)}»`,
  );
for (const code of ['16J', '0K90']) {
  const read = (options) => CrockfordBase32.decode(code, { asNumber: true, ...options });
  console.log(`npm reads ${code}: ${read({})}, variant ulid ${read(ulid)}`);
}
JS
cat > look.py <<'PY'
import base32_crockford

for number in [0, 1, 1234]:
    checked = base32_crockford.encode(number, checksum=True)
    print(f"python {number}: «{base32_crockford.encode(number)}», with check symbol «{checked}»")
for code in ["16J", "0K90"]:
    print(f"python reads {code}: {base32_crockford.decode(code)}")
PY
{ node look.mjs; env/bin/python look.py; } | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
npm 0: «», variant ulid «»
npm 1: «04», variant ulid «01»
npm 1234: «0K90», variant ulid «016J»
npm reads 16J: 2468, variant ulid 1234
npm reads 0K90: 1234, variant ulid 19744
python 0: «0», with check symbol «00»
python 1: «1», with check symbol «11»
python 1234: «16J», with check symbol «16JD»
python reads 16J: 1234
python reads 0K90: 19744
EXPECTED
echo 'As stated.'
