import { describe, expect, test } from '@jest/globals';
import { tillEn, type TillWordId } from '../src/till/words-en.ts';
import { tillFa } from '../src/till/words-fa.ts';

const ids = Object.keys(tillEn) as TillWordId[];
/** Names of values and the grammar of counts, which are no text. */
const bare = (text: string): string => text.replace(/\{(\w+)(, (number|plural,[^]*\}))?\}|https/g, '');
const valuesOf = (text: string): string[] => [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name).sort();

describe('texts of the till', () => {
  test('are the same ones in both languages, with the same values', () => {
    expect(Object.keys(tillFa)).toEqual(ids);
    const once = (text: string): string[] => [...new Set(valuesOf(text))];
    expect(ids.map((id) => [id, once(tillFa[id])])).toEqual(ids.map((id) => [id, once(tillEn[id])]));
  });

  test.each(ids)('%s is Persian in Persian: no Latin letter or digit, no Arabic ي and ك', (id) => {
    expect(bare(tillFa[id])).not.toMatch(/[A-Za-z0-9يك]/);
  });
});
