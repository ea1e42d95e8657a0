import { spendCounter } from '@vafa/contracts/spend-counters';
import type { Condition } from '../terms/conditions.ts';
import type { Promotion } from '../terms/promotion.ts';

/** What membership is asked of a member. */
export type MemberFact = 'tier' | 'since' | 'birthDate' | 'consents' | 'purchases';

/** What conditions ask of a member beside whether there is one. */
export interface MemberNeeds {
  readonly facts: ReadonlySet<MemberFact>;
  /** Names of what was spent; those that nobody counts are not among them. */
  readonly counters: ReadonlySet<string>;
}

interface Need {
  readonly fact?: MemberFact;
  readonly counter?: string;
}

const factOfOccasion: Readonly<Partial<Record<string, MemberFact>>> = { birthday: 'birthDate', joining: 'since' };

/** Occasions whose day is known of members. */
export const isKnownOccasion = (occasion: string): boolean => Object.hasOwn(factOfOccasion, occasion);

const needsIn = (condition: Condition): Need[] => {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(needsIn);
    case 'not':
      return needsIn(condition.condition);
    case 'tier':
      return [{ fact: 'tier' }];
    case 'membership_age':
      return [{ fact: 'since' }];
    case 'occasion': {
      const fact = isKnownOccasion(condition.occasion) ? factOfOccasion[condition.occasion] : undefined;
      return fact ? [{ fact }] : [];
    }
    case 'consent':
      return [{ fact: 'consents' }];
    case 'purchase_number':
    case 'since_last_purchase':
      return [{ fact: 'purchases' }];
    case 'spent':
      return spendCounter(condition.counter) ? [{ counter: condition.counter }] : [];
    default:
      return [];
  }
};

/** All that these promotions ask of a member. */
export const needsOf = (promotions: readonly Pick<Promotion, 'conditions'>[]): MemberNeeds => {
  const needs = promotions.flatMap(({ conditions }) => conditions.flatMap(needsIn));
  return {
    facts: new Set(needs.flatMap(({ fact }) => fact ?? [])),
    counters: new Set(needs.flatMap(({ counter }) => counter ?? [])),
  };
};

export const isNothing = ({ facts, counters }: MemberNeeds): boolean => facts.size === 0 && counters.size === 0;

/** Whether what was asked for holds what is needed. */
export const covers = (asked: MemberNeeds, needs: MemberNeeds): boolean =>
  [...needs.facts].every((fact) => asked.facts.has(fact)) &&
  [...needs.counters].every((counter) => asked.counters.has(counter));
