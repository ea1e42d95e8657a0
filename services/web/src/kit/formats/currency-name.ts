import type { Language } from './language.ts';

/** A currency in words: «ریال ایران», `British Pound`; its code where no language has a name for it. */
export const currencyName = (code: string, language: Language): string =>
  new Intl.DisplayNames(language === 'fa' ? 'fa-IR' : 'en-GB', { type: 'currency' }).of(code) ?? code;
