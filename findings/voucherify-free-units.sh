#!/usr/bin/env bash
# Package: voucherify 5.2.0 (npm), the client library of a voucher service, its `voucherify/utils` that compute a price.
# Behaviour: three units of 0.15 that a voucher makes free leave a price of NaN. It is so for 1,959 of 19,990 purchases
#   where all units are free: 1 to 1,999 cents, 2 to 11 units. Else the price is 0.
#   Price and discount of a percentage are each rounded up from a half: 10 % off 0.05 is a discount of 0.01 and a price
#   of 0.05, together 0.06. So it is for 10,111 of 59,994 prices below 100.
# Expected: what is free costs 0, and price and discount together are what the goods cost.
# Matters: a till that shows or charges this price cannot close the sale, and a receipt does not add up.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --loglevel=error --no-fund --no-audit voucherify@5.2.0 >/dev/null
cat > probe.cjs <<'PROBE'
const assert = require('node:assert/strict');
const { calculatePrice, calculateDiscount } = require('voucherify/utils');

const free = (units) => ({ discount: { type: 'UNIT', unit_off: units } });
const percent = (off) => ({ discount: { type: 'PERCENT', percent_off: off } });

const three = calculatePrice(0.45, free(3), 0.15);
console.log('three free units of 0.15 leave', three);
assert.ok(Number.isNaN(three));
assert.equal(calculatePrice(0.6, free(4), 0.15), 0);

let [purchases, without] = [0, 0];
for (let cents = 1; cents < 2_000; cents++)
  for (let units = 2; units < 12; units++) {
    const price = calculatePrice(Math.round(cents * units) / 100, free(units), cents / 100);
    purchases++;
    if (Number.isNaN(price)) without++;
    else assert.equal(price, 0);
  }
console.log(`all units free: ${without} of ${purchases} purchases have no price`);
assert.deepEqual([without, purchases], [1_959, 19_990]);

assert.deepEqual([calculatePrice(0.05, percent(10)), calculateDiscount(0.05, percent(10))], [0.05, 0.01]);
let [prices, apart] = [0, 0];
for (let cents = 1; cents < 10_000; cents++)
  for (const off of [5, 10, 12.5, 15, 25, 50]) {
    const [price, discount] = [calculatePrice(cents / 100, percent(off)), calculateDiscount(cents / 100, percent(off))];
    prices++;
    if (Math.round(price * 100) + Math.round(discount * 100) !== cents) apart++;
  }
console.log(`a percentage off: ${apart} of ${prices} times price and discount are not the whole`);
assert.deepEqual([apart, prices], [10_111, 59_994]);
PROBE
node probe.cjs
