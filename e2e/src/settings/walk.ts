import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isEffect, isShownElsewhere, textOf, type Rows } from './walked-fields.ts';

const root = join(import.meta.dirname, '../../..');

/**
 * A case for each row: what its change does, or that the test which shows it is there and names it. `names` are what
 * the code declares. `runs`: whether what a row's change does is tried now.
 */
export const walk = (names: readonly string[], rows: Rows, runs: (name: string) => boolean = () => true): void => {
  test('every name that is declared has a row, and every row such a name', () => {
    expect(Object.keys(rows).sort()).toEqual([...names].sort());
  });
  for (const [name, row] of Object.entries(rows)) {
    if (isEffect(row)) {
      if (!runs(name)) continue;
      test(`${name} changes something`, async () => {
        const [before, after] = await row.seen();
        expect(textOf(after)).not.toBe(textOf(before));
      });
    } else if (isShownElsewhere(row)) {
      test(`${name} changes something, as another test shows`, () => {
        const text = readFileSync(join(root, row.shownIn), 'utf8');
        expect([text.includes(row.title), text.includes(name.replace(/^.*--/, ''))]).toEqual([true, true]);
      });
    }
  }
};
