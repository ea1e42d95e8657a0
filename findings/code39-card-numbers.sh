#!/usr/bin/env bash
# Packages: bwip-js 4.11.4 prints, zxing-wasm 3.1.4 (zxing-cpp 3), @undecaf/zbar-wasm 0.11.0 and @zxing/library 0.23.0 (npm)
#   read a member's card number in plain Code 39, whose alphabet has the letters, digits and - . $ / + % and the blank.
# Behaviour: zxing-cpp 3 takes each pair of $ / + % and a letter for Full ASCII, unasked: 12/C5 is read as 12#5 and
#   GOLD+A7 as GOLDa7. Asking for the format Code39 changes nothing, only Code39Std gives what is printed. The two
#   others read what is printed. A/5 and VAFA-12 are left alone by all.
# Expected: plain Code 39 is read as printed, Full ASCII is an option to switch on, as it is in the other readers.
# Matters: the phone at the counter and the old hand scanner disagree about a few of a club's cards, and the member is
#   "not found"; the branch with the new reader enrols the card a second time under the other number.
# Output seen: printed 12/C5: zxing-cpp 12#5, asked for Code39 12#5, for Code39Std 12/C5; zbar 12/C5; zxing-js
#   12/C5 (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" bwip-js@4.11.4 pngjs@7.0.0 \
  zxing-wasm@3.1.4 @undecaf/zbar-wasm@0.11.0 @zxing/library@0.23.0 >/dev/null

cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import bwipjs from 'bwip-js';
import { PNG } from 'pngjs';
import { scanRGBABuffer } from '@undecaf/zbar-wasm';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
const zxing = createRequire(import.meta.url)('@zxing/library');
const wasm = readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } });

const cpp = async (image, options) => (await readBarcodes(image, options)).map((code) => code.text).join();
const zbar = async ({ data, width, height }) =>
  (await scanRGBABuffer(data.buffer.slice(0), width, height)).map((code) => code.decode()).join();
const js = ({ data, width, height }) => {
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, at) => data[at * 4]);
  const source = new zxing.RGBLuminanceSource(grey, width, height);
  const hints = new Map([[zxing.DecodeHintType.POSSIBLE_FORMATS, [zxing.BarcodeFormat.CODE_39]]]);
  return new zxing.MultiFormatReader().decode(new zxing.BinaryBitmap(new zxing.HybridBinarizer(source)), hints).getText();
};
for (const text of ['12/C5', 'GOLD+A7', 'A/5', 'VAFA-12']) {
  const frame = { scale: 4, paddingwidth: 20, paddingheight: 20, backgroundcolor: 'FFFFFF' };
  const png = PNG.sync.read(await bwipjs.toBuffer({ bcid: 'code39', text, ...frame }));
  const image = { width: png.width, height: png.height, data: new Uint8ClampedArray(png.data) };
  console.log(
    `printed ${text}: zxing-cpp ${await cpp(image, {})}, asked for Code39 ${await cpp(image, { formats: ['Code39'] })},`,
    `for Code39Std ${await cpp(image, { formats: ['Code39Std'] })}; zbar ${await zbar(image)}; zxing-js ${js(image)}`,
  );
}
JS
node look.mjs | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
printed 12/C5: zxing-cpp 12#5, asked for Code39 12#5, for Code39Std 12/C5; zbar 12/C5; zxing-js 12/C5
printed GOLD+A7: zxing-cpp GOLDa7, asked for Code39 GOLDa7, for Code39Std GOLD+A7; zbar GOLD+A7; zxing-js GOLD+A7
printed A/5: zxing-cpp A/5, asked for Code39 A/5, for Code39Std A/5; zbar A/5; zxing-js A/5
printed VAFA-12: zxing-cpp VAFA-12, asked for Code39 VAFA-12, for Code39Std VAFA-12; zbar VAFA-12; zxing-js VAFA-12
EXPECTED
echo 'As stated.'
