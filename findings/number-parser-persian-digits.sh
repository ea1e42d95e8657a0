#!/usr/bin/env bash
# Package: @internationalized/number 3.6.9 (npm), the number parser of react-aria-components 1.22.1.
# Behaviour: in an English page it reads Arabic digits and refuses Persian ones. In an Arabic page too. In a Persian page
#   it parses a number of mixed digits, and yet says that the same text is not even the beginning of a number.
# Expected: both kinds of Eastern digits are read or neither is; parsing and validating agree.
# Matters: an amount that a cashier types with a Persian keyboard vanishes from the field, key by key, once the page is
#   in English, or once part of the number was pasted in Latin digits.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --loglevel=error --no-fund --no-audit @internationalized/number@3.6.9 >/dev/null
cat > probe.mjs <<'PROBE'
import assert from 'node:assert/strict';
import { NumberParser } from '@internationalized/number';

const read = (locale, text) => {
  const parser = new NumberParser(locale, {});
  return [parser.parse(text), parser.isValidPartialNumber(text, 0)];
};
const [persian, arabic, mixed] = ['۱۲۳', '١٢٣', '۱۲3'];
const seen = {
  'en-US, Arabic digits': read('en-US', arabic),
  'en-US, Persian digits': read('en-US', persian),
  'ar-EG, Persian digits': read('ar-EG', persian),
  'fa-IR, Arabic digits': read('fa-IR', arabic),
  'fa-IR, Persian digits': read('fa-IR', persian),
  'fa-IR, mixed digits': read('fa-IR', mixed),
};
assert.deepEqual(seen, {
  'en-US, Arabic digits': [123, true],
  'en-US, Persian digits': [Number.NaN, false],
  'ar-EG, Persian digits': [Number.NaN, false],
  'fa-IR, Arabic digits': [123, true],
  'fa-IR, Persian digits': [123, true],
  'fa-IR, mixed digits': [123, false],
});
for (const [what, [number, valid]] of Object.entries(seen)) console.log(`${what}: parsed as ${number}, valid so far: ${valid}`);
PROBE
node probe.mjs
