import { importActs, importsPlaces } from './imports/places.ts';
import type { Act, Place } from './place.ts';
import { ruleActs, rulesPlaces } from './rules/places.ts';
import { serviceActs, servicePlaces } from './service/places.ts';

/** Pages of daily work. */
export const workPlaces: readonly Place[] = [...rulesPlaces, ...servicePlaces, ...importsPlaces];

export const workActs: readonly Act[] = [...ruleActs, ...serviceActs, ...importActs];
