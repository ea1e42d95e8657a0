import { describe, expect, test } from '@jest/globals';
import { refusalText } from './refusal-texts.ts';

describe('why a row was refused', () => {
  test('names the column and the value, in both languages', () => {
    const { en, fa } = refusalText('invalid_quantity', { column: 'Menge', value: 'zwei' });
    expect(en).toBe('zwei in "Menge" is no quantity: write it in digits.');
    expect(fa).toContain('zwei در ستون «Menge»');
  });

  test('a detail that is not known leaves a dash', () => {
    expect(refusalText('empty_field', {}).en).toBe('"–" is empty. Fill it in, or leave the row out.');
  });
});
