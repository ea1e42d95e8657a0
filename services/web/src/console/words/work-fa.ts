import { reasonsFa } from '../imports/reasons-fa.ts';
import { importsFa } from '../imports/words-fa.ts';
import { pickerFa } from '../parts/words-picker-fa.ts';
import { rulesFa } from '../rules/words-fa.ts';
import { serviceFa } from '../service/words-fa.ts';

/** The same in Persian. */
export const workFa = { ...pickerFa, ...rulesFa, ...serviceFa, ...importsFa, ...reasonsFa };
