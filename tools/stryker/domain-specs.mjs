// All specs of the domain as one file: for each change the modules are loaded once, not once per spec, which is most of
// the time.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@jest/globals';
import { domainOf, mutatedService, specsVariable } from './domains.mjs';

const domain = join(import.meta.dirname, '../..', domainOf(mutatedService));
const folder = process.env[specsVariable] ?? '';

for (const file of readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.startsWith(folder) && name.endsWith('.spec.ts'))
  .sort()) {
  try {
    await import(join(domain, file));
  } catch (error) {
    // A story that is told while its spec loads notices a change like any other.
    test(`${file} loads`, () => {
      throw error;
    });
  }
}
