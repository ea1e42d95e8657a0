import { cataloguePlaces } from './catalogue/places.ts';
import { importActs, importsPlaces } from './imports/places.ts';
import { ledgerPlaces } from './ledger/places.ts';
import type { Act, Place } from './place.ts';
import { promotionActs, promotionsPlaces } from './promotions/places.ts';
import { rewardActs, rewardsPlaces } from './rewards/places.ts';
import { ruleActs, rulesPlaces } from './rules/places.ts';
import { surveysPlaces } from './surveys/places.ts';
import { serviceActs, servicePlaces } from './service/places.ts';

/** Pages of daily work. */
export const workPlaces: readonly Place[] = [
  ...promotionsPlaces,
  ...rulesPlaces,
  ...rewardsPlaces,
  ...servicePlaces,
  ...surveysPlaces,
  ...cataloguePlaces,
  ...importsPlaces,
  ...ledgerPlaces,
];

export const workActs: readonly Act[] = [...promotionActs, ...ruleActs, ...rewardActs, ...serviceActs, ...importActs];
