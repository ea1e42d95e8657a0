#!/usr/bin/env bash
# Packages: duckdb 2.0.0 and polars 2.1.0 with try_parse_dates (PyPI) read a CSV column of Jalali dates like 1404-01-15.
# Behaviour: the column is a date of the Gregorian year 1404, until a row holds 30 or 31 Ordibehesht: 1404-02-31 is a good
#   Jalali day. In a short file the column then becomes text, with no word. As the last of 30,000 rows it stops both
#   with an error. As such dates the half year from 1 Farvardin to 1 Mehr has 182 days instead of 186.
# Expected: the type of a column does not depend on which days of the month have had a sale.
# Matters: the import that ran for a month fails, or compares texts with dates, on the second of its kind; ages and expiry
#   dates counted on the false dates are off by days. Name the column's type as text and convert by a Jalali calendar.
# Output seen: Farvardin only: a date in both; with 31 Ordibehesht: text in both; after 30,000 rows: duckdb
#   ConversionException, polars ComputeError; 182 days (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check duckdb==2.0.0 polars==2.1.0

cat > look.py <<'PY'
import duckdb
import polars

farvardin = [f"1404-01-{day % 28 + 1:02d}" for day in range(28)]
files = {
    "Farvardin only": farvardin,
    "with 31 Ordibehesht": farvardin + ["1404-02-31"],
    "31 Ordibehesht after 30,000 rows": farvardin[:1] * 30_000 + ["1404-02-31"],
}
readers = {
    "duckdb": lambda: type(duckdb.connect().execute("select max(sold) from 'sales.csv'").fetchall()[0][0]).__name__,
    "polars": lambda: polars.read_csv("sales.csv", try_parse_dates=True)["sold"].dtype,
}
for name, days in files.items():
    with open("sales.csv", "w") as out:
        out.write("receipt,sold\n" + "".join(f"{at},{day}\n" for at, day in enumerate(days)))
    seen = []
    for reader, read in readers.items():
        try:
            seen.append(f"{reader} {read()}")
        except Exception as error:
            seen.append(f"{reader} {type(error).__name__}")
    print(f"{name}: {', '.join(seen)}")
half = duckdb.connect().execute("select DATE '1404-07-01' - DATE '1404-01-01'").fetchall()[0][0]
print("1 Farvardin to 1 Mehr as such dates:", half, "days")
PY
env/bin/python look.py | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
Farvardin only: duckdb date, polars Date
with 31 Ordibehesht: duckdb str, polars String
31 Ordibehesht after 30,000 rows: duckdb ConversionException, polars ComputeError
1 Farvardin to 1 Mehr as such dates: 182 days
EXPECTED
echo 'As stated.'
