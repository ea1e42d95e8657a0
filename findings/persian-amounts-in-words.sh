#!/usr/bin/env bash
# Packages: @persian-tools/persian-tools 4.0.4 and persian-number 1.6.0 (npm), amounts to Persian words and back.
# Behaviour: 10^12 is "yek terilion" for the one and "yek bilion" for the other, and the first reads "yek bilion" as 10^9.
#   Its wordsToNumber adds the units of one amount instead of multiplying them: "hezar miliard", the common way to say
#   10^12 in Iran, is 1,000,001,000, and "dah hezar miliard" 1,000,010,000. It knows no word for 10^15 that it writes
#   itself: numberToWords(10^15) is read back as 1. "do o nim milion" (two and a half million) is 2,000,000.
# Expected: one word for one amount, the same amount after a round trip, or an error for a text that is not understood.
# Matters: amounts in words stand on cheques of credit sales and are typed or dictated into forms; three digits too few
#   look like any other amount. Never take an amount from words without the figures beside them.
# Output seen: 10^15 is read back as 1, hezar miliard as 1000001000, the other package's word for 10^12 as
#   1000000000 (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" \
  @persian-tools/persian-tools@4.0.4 persian-number@1.6.0 >/dev/null

cat > look.mjs <<'JS'
import { createRequire } from 'node:module';
import { numberToWords, wordsToNumber } from '@persian-tools/persian-tools';
const other = createRequire(import.meta.url)('persian-number');
const single = (text) => text.replace(/\s+/g, ' ').trim();
for (const amount of [2_500_000, 1e9, 1e12, 1e15]) {
  const words = numberToWords(amount);
  const theirs = single(other.convert(amount));
  console.log(
    `${amount}: persian-tools «${words}», reads ${wordsToNumber(words)};`,
    `persian-number «${theirs}», persian-tools reads ${wordsToNumber(theirs)}`,
  );
}
for (const words of ['هزار میلیارد', 'ده هزار میلیارد', 'دو و نیم میلیون'])
  console.log(`«${words}»: persian-tools reads ${wordsToNumber(words)}`);
JS
node look.mjs | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
2500000: persian-tools «دو میلیون و پانصد هزار», reads 2500000; persian-number «دو میلیون و پانصد هزار», persian-tools reads 2500000
1000000000: persian-tools «یک میلیارد», reads 1000000000; persian-number «یک میلیارد», persian-tools reads 1000000000
1000000000000: persian-tools «یک تریلیون», reads 1000000000000; persian-number «یک بیلیون», persian-tools reads 1000000000
1000000000000000: persian-tools «یک کوآدریلیون», reads 1; persian-number «یک بیلیارد», persian-tools reads 1
«هزار میلیارد»: persian-tools reads 1000001000
«ده هزار میلیارد»: persian-tools reads 1000010000
«دو و نیم میلیون»: persian-tools reads 2000000
EXPECTED
echo 'As stated.'
