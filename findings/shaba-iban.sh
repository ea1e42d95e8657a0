#!/usr/bin/env bash
# Packages: schwifty 2026.10.1 and python-stdnum 2.2 (PyPI), ibantools 4.5.4 (npm), commons-validator 1.10.0 and
#   iban4j 3.2.11-RELEASE (Maven Central), asked whether a made-up Iranian bank account number (shaba) is an IBAN.
# Behaviour: 26 characters, country IR, right check digits (ISO 7064, mod 97-10): schwifty, ibantools and iban4j take it,
#   python-stdnum and commons-validator refuse it, since Iran is not in the registry their tables come from. Even
#   check_country=False does not help in python-stdnum, and commons-validator has no validator for IR at all.
# Expected: check digits decide, as they do for a German number, which all five take.
# Matters: cashback, gift-card refunds and partners' settlements are paid to a shaba. Built on one of these two, a service
#   refuses every account of the country that its neighbours take.
# Output seen: IR: schwifty, ibantools, iban4j taken; python-stdnum refused (InvalidComponent); commons-validator
#   refused, knows the country false; DE: all taken (all lines are at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$dir" ibantools@4.5.4 >/dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check schwifty==2026.10.1 python-stdnum==2.2
cat > pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>look</groupId><artifactId>look</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>commons-validator</groupId><artifactId>commons-validator</artifactId><version>1.10.0</version>
    </dependency>
    <dependency>
      <groupId>org.iban4j</groupId><artifactId>iban4j</artifactId><version>3.2.11-RELEASE</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >/dev/null

cat > look.py <<'PY'
import sys

import schwifty
from stdnum import iban


def taken(check):
    try:
        check()
        return "taken"
    except Exception as error:
        return f"refused ({type(error).__name__})"


for number in sys.argv[1:]:
    print("schwifty", number[:2], taken(lambda: schwifty.IBAN(number)))
    print("python-stdnum", number[:2], taken(lambda: iban.validate(number)))
    print("python-stdnum, check_country=False", number[:2], taken(lambda: iban.validate(number, check_country=False)))
PY
cat > look.mjs <<'JS'
import { isValidIBAN } from 'ibantools';
for (const number of process.argv.slice(2))
  console.log('ibantools', number.slice(0, 2), isValidIBAN(number) ? 'taken' : 'refused');
JS
cat > Look.java <<'JAVA'
import org.apache.commons.validator.routines.IBANValidator;
import org.iban4j.IbanUtil;

public class Look {
  public static void main(String[] numbers) {
    for (String number : numbers) {
      String country = number.substring(0, 2);
      boolean known = IBANValidator.getInstance().hasValidator(country);
      boolean valid = IBANValidator.getInstance().isValid(number);
      System.out.println("commons-validator " + country + (valid ? " taken" : " refused") + ", knows the country " + known);
      System.out.println("iban4j " + country + (IbanUtil.isValid(number) ? " taken" : " refused"));
    }
  }
}
JAVA
# Both numbers are made up: zeros and a one, with check digits that fit; the German one is the textbook example.
numbers=(IR820620000000000000000001 DE89370400440532013000)
{
  env/bin/python look.py "${numbers[@]}"
  node look.mjs "${numbers[@]}"
  java -cp 'lib/*' Look.java "${numbers[@]}"
} | tee seen.txt
diff - seen.txt <<'EXPECTED' || { echo 'This is not what was stated.' >&2; exit 1; }
schwifty IR taken
python-stdnum IR refused (InvalidComponent)
python-stdnum, check_country=False IR refused (InvalidComponent)
schwifty DE taken
python-stdnum DE taken
python-stdnum, check_country=False DE taken
ibantools IR taken
ibantools DE taken
commons-validator IR refused, knows the country false
iban4j IR taken
commons-validator DE taken, knows the country true
iban4j DE taken
EXPECTED
echo 'As stated.'
