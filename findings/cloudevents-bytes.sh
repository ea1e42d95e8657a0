#!/usr/bin/env bash
# Packages: cloudevents 2.2.0 (PyPI) as the sender, cloudevents 10.0.0 (npm) as the receiver that passes events on.
# Behaviour: given JSON as bytes, the Python SDK writes data_base64. The JavaScript SDK decodes that into a
#   Uint32Array: four bytes for each one. Turned to binary mode and sent by fetch, the 16 bytes of {"points": 1500}
#   become 64 bytes with three zero bytes after each character. Nothing is raised.
# Expected: a Buffer or Uint8Array, as for any bytes in Node, and a body that is what was sent.
# Matters: a relay between the event bus and a shop's webhook signs and sends a body that no receiver can read, and
#   whoever hashes data.buffer gets another digest. Buffer.from(event.data) makes it right again.
# Output seen: written as data_base64 true; read as Uint32Array; bytes of the body 64;
#   first eight 7b00000022000000; mended by Buffer.from: {"points": 1500}
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" cloudevents@10.0.0 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check cloudevents==2.2.0 python-dateutil==2.9.0.post0 six==1.17.0

cat > write.py <<'PY'
from cloudevents.core.bindings.http import to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

head = {"id": "1", "source": "/club", "type": "sale", "specversion": "1.0", "datacontenttype": "application/json"}
event = CloudEvent(head, b'{"points": 1500}')
open("event.json", "wb").write(to_structured(event, JSONFormat()).body)
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { HTTP } from 'cloudevents';
const body = readFileSync('event.json', 'utf8');
const event = HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json' }, body });
// A Response turns a body to bytes exactly as fetch does, without any network.
const sent = Buffer.from(await new Response(HTTP.binary(event).body).arrayBuffer());
console.log('written as data_base64', 'data_base64' in JSON.parse(body));
console.log('read as', event.data.constructor.name);
console.log('bytes of the body', sent.length);
console.log('first eight', sent.subarray(0, 8).toString('hex'));
console.log('mended by Buffer.from:', Buffer.from(event.data).toString());
JS
env/bin/python write.py
node read.mjs | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
written as data_base64 true
read as Uint32Array
bytes of the body 64
first eight 7b00000022000000
mended by Buffer.from: {"points": 1500}
EXPECTED
echo 'As stated.'
