#!/usr/bin/env bash
# Package: num2words 0.5.14 (PyPI), language fa, numbers and amounts in Persian words.
# Behaviour: decimals that are five hundredths or five thousandths are written as "half": 0.05 and 0.005 give the word
#   for a half, as 0.5 does, and 5.05 gives "five and a half". 5.25 and 100.01 are right. As currency every amount is
#   called toman, whatever it is, and the argument currency that other languages take is refused.
# Expected: "five hundredths" for 0.05, and a word for rial when rials are meant.
# Matters: gold is sold by weight with two or three decimals, and vouchers and invoices carry the amount in words, which
#   is what counts when words and figures differ: 5.05 g would be read as 5.5 g, and rials as ten times as many.
# Output seen: 0.5, 0.05 and 0.005 all nim (half), 5.5 and 5.05 both panj o nim; 12500 as currency ends in toman; with
#   currency IRR TypeError (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check num2words==0.5.14 docopt==0.6.2

cat > look.py <<'PY'
from num2words import num2words

for number in [0.5, 0.05, 0.005, 5.5, 5.05, 5.25, 100.01]:
    print(number, num2words(number, lang="fa"))
print("12500 as currency:", num2words(12500, lang="fa", to="currency"))
try:
    print("12500 with currency IRR:", num2words(12500, lang="fa", to="currency", currency="IRR"))
except TypeError as error:
    print("12500 with currency IRR:", type(error).__name__)
PY
env/bin/python look.py | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
0.5 نیم
0.05 نیم
0.005 نیم
5.5 پنج و نیم
5.05 پنج و نیم
5.25 پنج و بیست و پنج صدم
100.01 صد و یک صدم
12500 as currency: دوازده هزار و پانصد تومان
12500 with currency IRR: TypeError
EXPECTED
echo 'As stated.'
