#!/usr/bin/env bash
# Packages: bwip-js 4.11.4 prints one GS1 QR code with GTIN, batch ABC and serial 9; zxing-wasm 3.1.4, jsqr 1.4.0,
#   @undecaf/zbar-wasm 0.11.0 and @zxing/library 0.23.0 (npm) read it; biip 5.2.0 and python-stdnum 2.2 (PyPI) take
#   the text apart. @zxing/library also reads the same content as GS1-128.
# Behaviour: jsqr writes the separator as a per cent sign, so both parsers find the batch ABC%219 and no serial.
#   @zxing/library gives the separator for QR but drops it for GS1-128: batch ABC219. zxing-cpp gives the form with
#   brackets, which biip refuses and python-stdnum reads, without the brackets, as batch ABC219. Only with zbar and
#   with zxing-js on QR do both parsers find batch ABC and serial 9. Nothing is raised but by biip.
# Expected: the separator (group separator, 0x1d) that GS1 asks readers to send, from every reader.
# Matters: points on a serial number, a warranty, or a recall by batch run on a wrong batch and a lost serial number.
# Output seen: jsqr reads "010952123454321310ABC%219": biip batch ABC%219 serial None; zxing-cpp reads
#   "(01)09521234543213(10)ABC(21)9": biip refused; stdnum batch ABC219 serial None (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" bwip-js@4.11.4 pngjs@7.0.0 \
  zxing-wasm@3.1.4 jsqr@1.4.0 @undecaf/zbar-wasm@0.11.0 @zxing/library@0.23.0 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check biip==5.2.0 python-stdnum==2.2

cat > read.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import bwipjs from 'bwip-js';
import { PNG } from 'pngjs';
import { scanRGBABuffer } from '@undecaf/zbar-wasm';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
const require = createRequire(import.meta.url);
const zxing = require('@zxing/library');
const jsQR = require('jsqr').default ?? require('jsqr');
const wasm = readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } });

const print = async (bcid) => {
  const frame = { scale: 4, paddingwidth: 20, paddingheight: 20, backgroundcolor: 'FFFFFF' };
  const png = PNG.sync.read(await bwipjs.toBuffer({ bcid, text: '(01)09521234543213(10)ABC(21)9', ...frame }));
  return { width: png.width, height: png.height, data: new Uint8ClampedArray(png.data) };
};
const js = ({ data, width, height }, format) => {
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, at) => data[at * 4]);
  const bits = new zxing.BinaryBitmap(new zxing.HybridBinarizer(new zxing.RGBLuminanceSource(grey, width, height)));
  const hints = new Map([[zxing.DecodeHintType.POSSIBLE_FORMATS, [format]]]);
  return new zxing.MultiFormatReader().decode(bits, hints).getText();
};
const square = await print('gs1qrcode');
const line = await print('gs1-128');
const read = {
  'zxing-cpp': (await readBarcodes(square))[0].text,
  jsqr: jsQR(square.data, square.width, square.height).data,
  zbar: (await scanRGBABuffer(square.data.buffer.slice(0), square.width, square.height))[0].decode(),
  'zxing-js': js(square, zxing.BarcodeFormat.QR_CODE),
  'zxing-js, GS1-128': js(line, zxing.BarcodeFormat.CODE_128),
};
writeFileSync('read.json', JSON.stringify(read));
JS
cat > parse.py <<'PY'
import json

import biip
from stdnum import gs1_128

for reader, text in json.load(open("read.json")).items():
    message = biip.parse(text).gs1_message
    by_biip = {part.ai.ai: part.value for part in message.element_strings} if message else None
    by_stdnum = gs1_128.info(text, "\x1d")
    show = lambda parts: f"batch {parts.get('10')} serial {parts.get('21')}" if parts else "refused"
    print(f"{reader} reads {json.dumps(text)}: biip {show(by_biip)}; stdnum {show(by_stdnum)}")
PY
node read.mjs
env/bin/python parse.py | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
zxing-cpp reads "(01)09521234543213(10)ABC(21)9": biip refused; stdnum batch ABC219 serial None
jsqr reads "010952123454321310ABC%219": biip batch ABC%219 serial None; stdnum batch ABC%219 serial None
zbar reads "010952123454321310ABC\u001d219": biip batch ABC serial 9; stdnum batch ABC serial 9
zxing-js reads "010952123454321310ABC\u001d219": biip batch ABC serial 9; stdnum batch ABC serial 9
zxing-js, GS1-128 reads "010952123454321310ABC219": biip batch ABC219 serial None; stdnum batch ABC219 serial None
EXPECTED
echo 'As stated.'
