#!/usr/bin/env bash
# Packages: intl-messageformat 11.2.15 (npm; react-intl's engine) beside icu4j 78.1 (Maven Central), the same messages.
# Behaviour: one message, two amounts. {n} is printed by JavaScript as it is, Latin digits in Persian too; ICU4J formats it.
#   {n, number, integer} and skeletons round 1250.5 up in JavaScript and to the even neighbour in ICU4J.
#   The # of a plural is counted as a double in JavaScript: 9007199254740993 loses one, though it came as a BigInt, and
#   though {n, number} beside it in the same message is exact; ICU4J prints both exactly.
# Expected: a catalogue of ICU messages says the same on a receipt made in Java and on a page made in JavaScript.
# Matters: points and rials in words differ by one between till, mail and page, and by script inside one sentence.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --loglevel=error --no-fund --no-audit intl-messageformat@11.2.15 >/dev/null
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>probe</groupId><artifactId>probe</artifactId><version>1</version>
<dependencies><dependency><groupId>com.ibm.icu</groupId><artifactId>icu4j</artifactId><version>78.1</version></dependency></dependencies></project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory="$folder/lib" >/dev/null
# A message, its language and its amount in each line; both programs print the same columns.
cat > messages.txt <<'MESSAGES'
{n} / {n, number}|fa|1250.5
{n, number, integer}|en|1250.5
{n, number, ::precision-integer}|en|1250.5
{n, number, ::.00}|en|0.125
{n, number} = {n, plural, other {#}}|en|9007199254740993
MESSAGES
cat > Probe.java <<'PROBE'
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.nio.file.*;
import java.util.*;
public class Probe {
  public static void main(String[] args) throws Exception {
    for (String line : Files.readAllLines(Path.of("messages.txt"))) {
      String[] parts = line.split("\\|");
      Number amount = parts[2].contains(".") ? (Number) Double.valueOf(parts[2]) : (Number) Long.valueOf(parts[2]);
      System.out.println(new MessageFormat(parts[0], new ULocale(parts[1])).format(Map.of("n", amount)));
    }
  }
}
PROBE
java -cp "lib/*" Probe.java > java.txt
cat > probe.mjs <<'PROBE'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';

const lines = (file) => readFileSync(file, 'utf8').trimEnd().split('\n');
const messages = lines('messages.txt').map((line) => line.split('|'));
const java = lines('java.txt');
const page = messages.map(([message, language, amount]) =>
  new IntlMessageFormat(message, language).format({ n: amount.includes('.') ? Number(amount) : BigInt(amount) }),
);
for (const [at, [message]] of messages.entries()) console.log(`${message} — JavaScript: ${page[at]} — ICU4J: ${java[at]}`);
assert.deepEqual(page, ['1250.5 / ۱٬۲۵۰٫۵', '1,251', '1,251', '0.13', '9,007,199,254,740,993 = 9,007,199,254,740,992']);
assert.deepEqual(java, ['۱٬۲۵۰٫۵ / ۱٬۲۵۰٫۵', '1,250', '1,250', '0.12', '9,007,199,254,740,993 = 9,007,199,254,740,993']);
PROBE
node probe.mjs
# Seen on 28 November 2026 (Node 24.21.0, Java 17):
# {n} / {n, number} — JavaScript: 1250.5 / ۱٬۲۵۰٫۵ — ICU4J: ۱٬۲۵۰٫۵ / ۱٬۲۵۰٫۵
# {n, number, integer} — JavaScript: 1,251 — ICU4J: 1,250
# {n, number, ::precision-integer} — JavaScript: 1,251 — ICU4J: 1,250
# {n, number, ::.00} — JavaScript: 0.13 — ICU4J: 0.12
# {n, number} = {n, plural, other {#}} — JavaScript: 9,007,199,254,740,993 = 9,007,199,254,740,992 — ICU4J: 9,007,199,254,740,993 = 9,007,199,254,740,993
