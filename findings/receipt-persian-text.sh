#!/usr/bin/env bash
# Packages: python-escpos 3.1 (PyPI), @point-of-sale/receipt-printer-encoder 4.0.1 and node-thermal-printer 4.6.1 (npm),
#   the bytes they send to a receipt printer on its Arabic code page windows-1256.
# Behaviour: that code page has the Persian letters pe, che, zhe, gaf and keheh, but neither the Persian yeh (U+06CC) nor
#   Persian digits: all three encoders send a question mark for them, silently. A Persian word in a QR code is right
#   (UTF-8) with python-escpos only: receipt-printer-encoder stores question marks, and node-thermal-printer declares
#   as many bytes as there are letters, 3 for 6, so the printer stores half of it and takes the rest for text to print.
# Expected: windows-1256 is known as the page that covers Persian, hence readable text or an error; the same QR code.
# Matters: yeh is in most Persian words and in every second name, and receipts show points in Persian digits. Replace yeh
#   by U+064A and the digits by ASCII before you encode, and put only ASCII (a short link) into a printer's QR code.
# Output seen: the word yek is 3f98 with all three (3f is the question mark); QR: declares 3 bytes, sends 3: ???;
#   declares 3 bytes, sends 6; declares 6 bytes, sends 6 (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" \
  @point-of-sale/receipt-printer-encoder@4.0.1 node-thermal-printer@4.6.1 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check python-escpos==3.1 pillow==13.0.0 qrcode==8.2 setuptools==80.9.0

cat > look.mjs <<'JS'
import { createRequire } from 'node:module';
import Encoder from '@point-of-sale/receipt-printer-encoder';
const { CharacterSet, PrinterTypes, ThermalPrinter } = createRequire(import.meta.url)('node-thermal-printer');
const words = ['گچپژک', 'یک', '۱۲۳', 'يك 123'];
/** The bytes after the command that chooses the code page, up to the end of the line. */
const afterPage = (bytes) => Buffer.from(bytes).toString('hex').match(/1b7432((?:(?!0a|0d)..)*)/)[1];
/** What the command that stores a QR code (1d 28 6b, length, 31 50 30) declares, and what follows it. */
const stored = (bytes) => {
  const [, low, rest] = Buffer.from(bytes).toString('hex').match(/1d286b(..)00315030((?:(?!1d286b)..)*)/);
  return `declares ${parseInt(low, 16) - 3} bytes, sends ${rest.length / 2}: ${Buffer.from(rest, 'hex')}`;
};
for (const word of words) {
  const bytes = new Encoder({ language: 'esc-pos' }).codepage('windows1256').text(word).encode();
  console.log(`receipt-printer-encoder ${word}:`, afterPage(bytes));
}
const printer = new ThermalPrinter({
  type: PrinterTypes.EPSON, interface: 'tcp://127.0.0.1', characterSet: CharacterSet.WPC1256_ARABIC,
});
for (const word of words) {
  printer.clear();
  printer.print(word);
  console.log(`node-thermal-printer ${word}:`, afterPage(printer.getBuffer()));
}
console.log('receipt-printer-encoder QR:', stored(new Encoder({ language: 'esc-pos' }).qrcode('وفا').encode()));
printer.clear();
await printer.printQR('وفا');
console.log('node-thermal-printer QR:', stored(printer.getBuffer()));
JS
cat > look.py <<'PY'
import warnings

warnings.simplefilter("ignore")
from escpos.printer import Dummy

for word in ["گچپژک", "یک", "۱۲۳", "يك 123"]:
    printer = Dummy(profile="TM-T88V")
    printer.charcode("CP1256")
    printer.text(word)
    print(f"python-escpos {word}:", printer.output.hex().removeprefix("1b7432"))
printer = Dummy(profile="TM-T88V")
printer.qr("وفا", native=True)
command = printer.output.split(b"\x1d(k")[4]
content = command[5:]
print(f"python-escpos QR: declares {command[0] - 3} bytes, sends {len(content)}: {content.decode()}")
PY
{ node look.mjs; env/bin/python look.py; } | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
receipt-printer-encoder گچپژک: 908d818e98
receipt-printer-encoder یک: 3f98
receipt-printer-encoder ۱۲۳: 3f3f3f
receipt-printer-encoder يك 123: eddf20313233
node-thermal-printer گچپژک: 908d818e98
node-thermal-printer یک: 3f98
node-thermal-printer ۱۲۳: 3f3f3f
node-thermal-printer يك 123: eddf20313233
receipt-printer-encoder QR: declares 3 bytes, sends 3: ???
node-thermal-printer QR: declares 3 bytes, sends 6: وفا
python-escpos گچپژک: 908d818e98
python-escpos یک: 3f98
python-escpos ۱۲۳: 3f3f3f
python-escpos يك 123: eddf20313233
python-escpos QR: declares 6 bytes, sends 6: وفا
EXPECTED
echo 'As stated.'
