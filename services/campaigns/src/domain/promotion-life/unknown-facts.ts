import { spendCounter } from '@vafa/contracts/spend-counters';
import { isKnownOccasion } from '../promotions/asking/member-needs.ts';
import type { Condition } from '../promotions/terms/conditions.ts';
import type { Promotion } from '../promotions/terms/promotion.ts';
import { asWritten, type Flaw } from './terms-text.ts';

type Path = readonly (string | number)[];

const unknown = (path: Path, says: string): Flaw[] => [{ path: asWritten(path), code: 'fact_unknown', says }];

const inCondition = (condition: Condition, path: Path): Flaw[] => {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap((each, at) => inCondition(each, [...path, 'of', at]));
    case 'not':
      return inCondition(condition.condition, [...path, 'condition']);
    case 'segment':
      return unknown(path, 'asks for segments, and members have none');
    case 'bought':
      return unknown(path, 'asks what was bought, and only what was spent is counted');
    case 'attribute':
      return condition.of === 'member' ? unknown(path, 'asks for an attribute of members, and they have none') : [];
    case 'occasion':
      return isKnownOccasion(condition.occasion)
        ? []
        : unknown([...path, 'occasion'], 'is a day that is not known of members');
    case 'spent':
      return spendCounter(condition.counter) ? [] : unknown([...path, 'counter'], 'is no counter of what was spent');
    default:
      return [];
  }
};

/**
 * Where a promotion asks what nobody knows of members. It would be met by none of them, and its opposite by all: so it
 * may be written and tried with facts that are given, and is not published.
 */
export const unknownFactsIn = ({ conditions, holdOut }: Promotion): Flaw[] => [
  ...conditions.flatMap((condition, at) => inCondition(condition, ['conditions', at])),
  ...(holdOut === undefined ? [] : unknown(['holdOut'], 'names an experiment, and members are in none')),
];
