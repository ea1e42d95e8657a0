import { DomainError, isPlainLine } from '@vafa/kernel';

/** How a club looks and counts on the pages that its members see. */
export interface Brand {
  /** `#rrggbb`; empty: the colour of Vafa. Whatever it is, pages set on it black or white, whichever reads. */
  readonly brandColour: string;
  /** One to three letters that stand for a logo; empty: the first letter of the name. */
  readonly logoText: string;
  readonly displayUnit: 'currency' | 'toman';
  readonly calendar: 'persian' | 'gregorian';
}

const logoLettersMax = 3;

const invalid = (field: string, message: string): DomainError =>
  new DomainError('invalid', 'invalid_club', message, { field });

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What a club has that said nothing of it. */
export const brandOf = (
  said: Partial<Brand>,
  { currency, country }: { readonly currency: string; readonly country: string },
): Brand => ({
  brandColour: said.brandColour ?? '',
  logoText: said.logoText ?? '',
  displayUnit: said.displayUnit ?? (currency === 'IRR' ? 'toman' : 'currency'),
  calendar: said.calendar ?? (country === 'IR' ? 'persian' : 'gregorian'),
});

/** The brand in its one form. Raises `invalid_club`. */
export const checkBrand = (brand: Brand, currency: string): Brand => {
  const brandColour = brand.brandColour.trim().toLowerCase();
  const logoText = brand.logoText.trim();
  if (brandColour !== '' && !/^#[0-9a-f]{6}$/.test(brandColour))
    throw invalid('brand_colour', 'a colour is # and six hexadecimal digits');
  if (logoText !== '' && (!isPlainLine(logoText, 20) || [...letters.segment(logoText)].length > logoLettersMax))
    throw invalid('logo_text', 'a logo is one to three letters');
  if (brand.displayUnit === 'toman' && currency !== 'IRR')
    throw invalid('display_unit', 'only rials are shown as tomans');
  return { ...brand, brandColour, logoText };
};
