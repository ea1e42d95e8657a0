import type { offerPlacesEn } from './place-words-en.ts';

/** The same in Persian. */
export const offerPlacesFa: Readonly<Record<keyof typeof offerPlacesEn, string>> = {
  'section.promotions': 'کمپین‌ها',
  'promos.title': 'کمپین‌ها',
  'promos.new': 'کمپین تازه',
};
