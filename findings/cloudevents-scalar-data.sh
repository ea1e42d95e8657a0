#!/usr/bin/env bash
# Packages: cloudevents 10.0.0 (npm) and cloudevents 2.2.0 (PyPI), two official SDKs, content type application/json.
# Behaviour: an event whose data is a single JSON value does not keep that value.
#   In HTTP binary mode the Python SDK writes text without quotes and false as the Python word False, and so reads
#   the text "1404" back as a number and false back as the text "False". The JavaScript SDK reads every such body as
#   text, "12" and "false". In structured mode, where both write right JSON, it reads false and 0 as undefined.
# Expected: data survives both modes, since the specification says that JSON data is a JSON value.
# Matters: "consent withdrawn" is false, "points left" is 0, a card or member number is a text of digits. Sent alone
#   they vanish or change type between a club's services; an object around them, {"value": false}, survives.
# Output seen: javascript false: structured writes false, reads undefined; binary writes false, reads "false"; python
#   "1404": structured reads "1404", binary reads 1404; python false: binary writes False (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" cloudevents@10.0.0 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check cloudevents==2.2.0 python-dateutil==2.9.0.post0 six==1.17.0

cat > look.mjs <<'JS'
import { CloudEvent, HTTP } from 'cloudevents';
const show = (value) => (value === undefined ? 'undefined' : JSON.stringify(value));
for (const data of [false, 0, 12, '1404', { value: false }]) {
  const event = new CloudEvent({ id: '1', source: '/club', type: 'sale', datacontenttype: 'application/json', data });
  const structured = HTTP.structured(event);
  const written = JSON.parse(structured.body).data;
  const binary = HTTP.binary(event);
  const wire = { headers: binary.headers, body: String(binary.body) };
  console.log(
    `javascript ${show(data)}: structured writes ${show(written)}, reads ${show(HTTP.toEvent(structured).data)};`,
    `binary writes ${wire.body}, reads ${show(HTTP.toEvent(wire).data)}`,
  );
}
JS
cat > look.py <<'PY'
import json
from cloudevents.core.bindings.http import from_binary, from_structured, to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

form = JSONFormat()
for data in [False, 0, 12, "1404", {"value": False}]:
    head = {"id": "1", "source": "/club", "type": "sale", "specversion": "1.0", "datacontenttype": "application/json"}
    event = CloudEvent(head, data)
    whole = to_structured(event, form)
    parts = to_binary(event, form)
    show = lambda value: "None" if value is None else json.dumps(value)
    print(
        f"python {show(data)}: structured writes {show(json.loads(whole.body)['data'])},"
        f" reads {show(from_structured(whole, form).get_data())};"
        f" binary writes {parts.body.decode()}, reads {show(from_binary(parts, form).get_data())}"
    )
PY
{ node look.mjs; env/bin/python look.py; } | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
javascript false: structured writes false, reads undefined; binary writes false, reads "false"
javascript 0: structured writes 0, reads undefined; binary writes 0, reads "0"
javascript 12: structured writes 12, reads 12; binary writes 12, reads "12"
javascript "1404": structured writes "1404", reads "1404"; binary writes 1404, reads "1404"
javascript {"value":false}: structured writes {"value":false}, reads {"value":false}; binary writes {"value":false}, reads {"value":false}
python false: structured writes false, reads false; binary writes False, reads "False"
python 0: structured writes 0, reads 0; binary writes 0, reads 0
python 12: structured writes 12, reads 12; binary writes 12, reads 12
python "1404": structured writes "1404", reads "1404"; binary writes 1404, reads 1404
python {"value": false}: structured writes {"value": false}, reads {"value": false}; binary writes {"value": false}, reads {"value": false}
EXPECTED
echo 'As stated.'
