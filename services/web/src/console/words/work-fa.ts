import { importsFa } from '../imports/words-fa.ts';
import { ledgerFa } from '../ledger/words-fa.ts';
import { changedFa } from '../parts/changed-words-fa.ts';
import { pickerFa } from '../parts/words-picker-fa.ts';
import { offerPlacesFa } from '../promotions/place-words-fa.ts';
import { rewardsFa } from '../rewards/words-fa.ts';
import { rulesFa } from '../rules/words-fa.ts';
import { surveysFa } from '../surveys/words-fa.ts';
import { serviceFa } from '../service/words-fa.ts';

/** The same in Persian. */
export const workFa = {
  ...pickerFa,
  ...changedFa,
  ...offerPlacesFa,
  ...rulesFa,
  ...serviceFa,
  ...importsFa,
  ...rewardsFa,
  ...ledgerFa,
  ...surveysFa,
};
