import { describe, expect, test } from '@jest/globals';
import { pack as english } from '../src/words/en-texts.ts';
import { faPack } from '../src/kit/texts/fa-pack.ts';
import type { KitPack, KitText, TextForms } from '../src/kit/texts/kit-pack.ts';

const keysOf = (pack: KitPack): string[] =>
  Object.entries(pack).flatMap(([name, texts]) => Object.keys(texts).map((key) => `${name} ${key}`));

/** The kit's own is an object that needs itself, and so does this one. */
class Forms implements TextForms {
  private readonly mark = ['<', '>'] as const;

  number(value: number): string {
    return this.mark.join(String(value));
  }

  plural(count: number, given: Parameters<TextForms['plural']>[1]): string {
    return this.select(given, `=${String(count)}`);
  }

  select(given: Parameters<TextForms['select']>[0], value: string): string {
    const form = given[value] ?? given.other ?? '';
    return typeof form === 'function' ? form() : form;
  }
}
const forms = new Forms();

/** What a text makes of arguments that name themselves, and which of them it takes. */
const saidBy = (text: KitText): { readonly said: string; readonly asked: readonly string[] } => {
  if (typeof text === 'string') return { said: text, asked: [] };
  const asked = new Set<string>();
  const given = new Proxy({} as never, {
    get: (_target, name) => {
      asked.add(String(name));
      return /count$/i.test(String(name)) ? 7 : /^is/.test(String(name)) ? 'true' : `{${String(name)}}`;
    },
  });
  return { said: text(given, forms), asked: [...asked].sort() };
};

const texts = Object.entries(english).flatMap(([name, each]) =>
  Object.entries(each).map(([key, text]) => [`${name} ${key}`, text, faPack[name]?.[key] ?? ''] as const),
);

describe('the Persian texts of the kit', () => {
  test('are all that the shipped English pack has, and no more', () => {
    expect(texts.length).toBeGreaterThan(140);
    expect(keysOf(faPack).sort()).toEqual(keysOf(english).sort());
  });

  test.each(texts)('%s says what the English one says, in Persian', (_key, text, persian) => {
    const [there, here] = [saidBy(text), saidBy(persian)];
    expect(here.asked).toEqual(there.asked);
    for (const argument of there.said.match(/\{\w+\}|<7>/g) ?? []) expect(here.said).toContain(argument);
    // Names of keys stay as they stand on the keyboard.
    const words = here.said.replace(/\{\w+\}|<7>|\b(Enter|Alt|Escape|Tab|Delete|ArrowDown)\b/g, '');
    expect(words).not.toMatch(/[A-Za-z0-9يك]/);
  });
});
