#!/usr/bin/env bash
# Packages: duckdb 2.0.0 (PyPI) writes a Parquet file, hyparquet 1.31.5 (npm) and duckdb itself read it.
# Behaviour: sum() of whole numbers (BIGINT) is exact inside DuckDB, but COPY ... TO a Parquet file stores it as DOUBLE,
#   so a total above 2^53 comes back changed. Cast to DECIMAL it is stored exactly, and then hyparquet answers a
#   JavaScript number: the same total is wrong again, and the price 1.15 is 1.1500000000000001, while a BIGINT column
#   of the same file is an exact bigint.
# Expected: whole numbers stay whole numbers in a typed file format, and a decimal column keeps its digits.
# Matters: a nightly export of points or rials, whose totals run to many digits, must equal the ledger to the
#   last unit. Only sum(...)::BIGINT survives the whole way here.
# Output seen: inside duckdb 9007199254740993; read as total DOUBLE ...992; hyparquet reads total_decimal as
#   number ...992, total_bigint as bigint ...993, price as 1.1500000000000001 (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" hyparquet@1.31.5 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check duckdb==2.0.0

cat > write.py <<'PY'
import duckdb

club = duckdb.connect()
club.execute("create table lot as select * from (values (9007199254740992::BIGINT), (1)) as t(points)")
print("inside duckdb:", club.execute("select sum(points) from lot").fetchall()[0][0])
club.execute(
    "copy (select sum(points) as total, sum(points)::DECIMAL(18,0) as total_decimal,"
    " sum(points)::BIGINT as total_bigint, 1.15::DECIMAL(9,2) as price from lot) to 'totals.parquet'"
)
for name, kind, *rest in club.execute("describe select * from 'totals.parquet'").fetchall():
    value = club.execute(f"select {name} from 'totals.parquet'").fetchall()[0][0]
    print(f"duckdb reads {name} as {kind}: {value}")
PY
cat > read.mjs <<'JS'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
const [row] = await parquetReadObjects({ file: await asyncBufferFromFile('totals.parquet') });
for (const [name, value] of Object.entries(row)) console.log(`hyparquet reads ${name} as ${typeof value}: ${value}`);
JS
{ env/bin/python write.py; node read.mjs; } | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
inside duckdb: 9007199254740993
duckdb reads total as DOUBLE: 9007199254740992.0
duckdb reads total_decimal as DECIMAL(18,0): 9007199254740993
duckdb reads total_bigint as BIGINT: 9007199254740993
duckdb reads price as DECIMAL(9,2): 1.15
hyparquet reads total as number: 9007199254740992
hyparquet reads total_decimal as number: 9007199254740992
hyparquet reads total_bigint as bigint: 9007199254740993
hyparquet reads price as number: 1.1500000000000001
EXPECTED
echo 'As stated.'
