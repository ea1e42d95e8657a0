import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { minorUnitDigits } from '@vafa/kernel';

// Pages know no library of the services, so that their table is read as text.
const source = readFileSync(join(import.meta.dirname, '../../services/web/src/console/setup/draft.ts'), 'utf8');
const [, table = ''] = /currencies = \{(.+)\} as const/.exec(source) ?? [];
const pairs = [...table.matchAll(/([A-Z]{3}): (\d)/g)].map(([, code = '', digits]) => [code, Number(digits)]);

test('the set-up offers currencies', () => {
  expect(pairs.length).toBeGreaterThan(5);
});

test.each(pairs)('%s has the digits that a club counts it with', (code, digits) => {
  expect(minorUnitDigits(String(code))).toBe(digits);
});
