import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { askedBy, catalogueOf, examplesOf, outcomeOf } from '../../../test/promotions/documented.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../../docs/promotions.md'), 'utf8');
const catalogue = catalogueOf(page);
const examples = examplesOf(page);

describe('docs/promotions.md', () => {
  test('numbers its examples, each once', () => {
    expect(examples.map(({ title }) => Number.parseInt(title, 10))).toEqual(examples.map((_, place) => place + 1));
    expect(examples.length).toBe(page.split('```text').length - 1);
    expect(examples.length).toBeGreaterThanOrEqual(60);
  });

  test.each(examples)('$title', (example) => {
    expect(outcomeOf(askedBy(example, catalogue))).toEqual(example.gives);
  });
});
