import { describe, expect, test } from '@jest/globals';
import { brandOf, checkBrand } from './brand.ts';

const iran = { currency: 'IRR', country: 'IR' };
const usual = brandOf({}, iran);

describe("a club's look", () => {
  test('is that of its country, where nobody said otherwise', () => {
    expect(usual).toEqual({ brandColour: '', logoText: '', displayUnit: 'toman', calendar: 'persian' });
    expect(brandOf({}, { currency: 'GBP', country: 'GB' })).toMatchObject({
      displayUnit: 'currency',
      calendar: 'gregorian',
    });
    expect(brandOf({ displayUnit: 'currency', calendar: 'gregorian' }, iran)).toMatchObject({
      displayUnit: 'currency',
      calendar: 'gregorian',
    });
  });

  test.each(['#1d5c45', '#FFD400', ' #000000 ', ''])('%j is a colour', (brandColour) => {
    expect(checkBrand({ ...usual, brandColour }, 'IRR').brandColour).toBe(brandColour.trim().toLowerCase());
  });

  test.each(['red', '#fff', '#1d5c4', '#1d5c45ff', 'url(//x)', '#12345g', '1d5c45'])('%j is none', (brandColour) => {
    expect(() => checkBrand({ ...usual, brandColour }, 'IRR')).toThrow(
      expect.objectContaining({ code: 'invalid_club', details: { field: 'brand_colour' } }),
    );
  });

  test.each(['ن', 'NRV', 'ک\u200cی', 'é'])('%j may stand for a logo', (logoText) => {
    expect(checkBrand({ ...usual, logoText }, 'IRR').logoText).toBe(logoText);
  });

  test.each(['four', 'a\nb', '\u202ea', 'a'.repeat(30)])('%j may not', (logoText) => {
    expect(() => checkBrand({ ...usual, logoText }, 'IRR')).toThrow(
      expect.objectContaining({ details: { field: 'logo_text' } }),
    );
  });

  test('tomans are for rials alone', () => {
    expect(() => checkBrand({ ...usual, displayUnit: 'toman' }, 'GBP')).toThrow(
      expect.objectContaining({ details: { field: 'display_unit' } }),
    );
  });
});
