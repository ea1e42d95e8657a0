import { describe, expect, test } from '@jest/globals';
import { readTerms } from './read-terms.ts';
import { templates } from './templates.ts';
import type { Json } from './terms-text.ts';

const at = (terms: Json, pointer: string): Json | undefined =>
  pointer
    .split('/')
    .slice(2)
    .reduce<Json | undefined>((value, part) => (value as { readonly [name: string]: Json })[part], terms);

describe('templates', () => {
  test('are these', () => {
    expect(templates.map(({ code }) => code)).toEqual([
      'birthday',
      'anniversary',
      'nowruz',
      'yalda',
      'black-friday',
      'welcome',
      'win-back',
      'second-purchase',
      'bundle',
      'spend-more',
      'happy-hour',
      'early-access',
    ]);
  });

  test.each(templates.map((template) => [template.code, template] as const))(
    '%s is a draft that can be published, for purchases small and large',
    (_code, { code, words, terms, toFill }) => {
      for (const purchase of [1, 2_000, 20_000_000_000]) {
        const says = readTerms(JSON.stringify(terms(purchase)), { code, name: words.en.name });
        expect(says.effects.length).toBeGreaterThan(0);
      }
      for (const pointer of toFill) expect([pointer, at(terms(1), pointer)]).not.toEqual([pointer, undefined]);
    },
  );

  test.each(templates.map(({ code, words }) => [code, words] as const))(
    '%s has words in both languages',
    (_code, words) => {
      expect(words.fa.name + words.fa.says).not.toMatch(/[A-Za-z]/);
      expect(words.en.name + words.en.says).toMatch(/^[ -~]+$/);
    },
  );
});
