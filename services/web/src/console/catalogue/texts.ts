import { readLook } from '../../kit/look.ts';
import type { Texts } from '../parts/with-texts.tsx';

/** What pages of the catalogue say. */
export const catalogueTexts = async (): Promise<Texts> =>
  readLook().language === 'fa'
    ? (await import('./words-fa.ts')).catalogueFa
    : (await import('./words-en.ts')).catalogueEn;
