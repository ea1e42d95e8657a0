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
    expect(goodsForms(['4006381333931'])).toContain('04006381333931');
    expect(goodsForms(['4006381333931'])).not.toContain('006381333931');
    expect(goodsForms(['12345'])).not.toContain('012345');
  });

  test('of many goods are those of each, once', () => {
    expect(goodsForms(['tea', 'cup', 'tea'])).toEqual(['tea', 'cup']);
  });
});
