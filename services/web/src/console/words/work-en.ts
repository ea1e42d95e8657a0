import { importsEn } from '../imports/words-en.ts';
import { ledgerEn } from '../ledger/words-en.ts';
import { changedEn } from '../parts/changed-words-en.ts';
import { pickerEn } from '../parts/words-picker-en.ts';
import { offerPlacesEn } from '../promotions/place-words-en.ts';
import { rewardsEn } from '../rewards/words-en.ts';
import { rulesEn } from '../rules/words-en.ts';
import { surveysEn } from '../surveys/words-en.ts';
import { serviceEn } from '../service/words-en.ts';

/** Texts of the pages of daily work, in English. */
export const workEn = {
  ...pickerEn,
  ...changedEn,
  ...offerPlacesEn,
  ...rulesEn,
  ...serviceEn,
  ...importsEn,
  ...rewardsEn,
  ...ledgerEn,
  ...surveysEn,
} as const;
