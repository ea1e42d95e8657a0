import { describe, expect, test } from '@jest/globals';
import { goodsForms } from './goods-forms.ts';

describe('the forms of goods in stored lines', () => {
  test('of a word are the word as it came, and its key', () => {
    expect(goodsForms(['tea'])).toEqual(['tea']);
    expect(goodsForms([' Tea '])).toContain(' Tea ');
  });

  test('of a number are those of Persian and Arabic digits too', () => {
    expect(goodsForms(['a70'])).toEqual(expect.arrayContaining(['a70', 'a۷۰', 'a٧٠']));
    expect(goodsForms(['۷۰'])).toEqual(expect.arrayContaining(['70', '۷۰', '٧٠']));
  });

  test('of a GTIN are its shorter and its longer one', () => {
    const forms = goodsForms(['036000291452']);
    expect(forms).toEqual(expect.arrayContaining(['036000291452', '0036000291452', '00036000291452']));
    // As typed in the shorter form, it is found in lines of every form, and the other way round.
    expect(goodsForms(['0036000291452'])).toEqual(expect.arrayContaining(['036000291452', '00036000291452']));
    expect(goodsForms(['4006381333931'])).toContain('04006381333931');
    expect(goodsForms(['4006381333931'])).not.toContain('006381333931');
  });

  test('what only looks like a GTIN has neither: too short, too long, or with letters around', () => {
    const written = (sku: string): string[] => goodsForms([sku]).filter((form) => /^[\da-z]+$/.test(form));
    for (const sku of ['12345', '01', '01234567890123456', 'a4006381333931', '4006381333931b', '0abcdefghijkl'])
      expect(written(sku)).toEqual([sku]);
    expect(written('a0036000291452')).toEqual(['a0036000291452']);
    expect(written('0036000291452b')).toEqual(['0036000291452b']);
  });

  test('of many goods are those of each, once', () => {
    expect(goodsForms(['tea', 'cup', 'tea'])).toEqual(['tea', 'cup']);
  });
});
