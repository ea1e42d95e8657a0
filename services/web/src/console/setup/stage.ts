import type { Dispatch } from 'react';
import type { setupEn } from './words-en.ts';
import type { Faults } from './check.ts';
import type { Draft } from './draft.ts';

/** What each stage of the set-up is given. */
export interface StageProps {
  readonly draft: Draft;
  readonly change: Dispatch<Partial<Draft>>;
  /** Faults to be shown: none before the owner has tried to go on. */
  readonly faults: Faults;
  /** Whether a step of the plan is made, or may be: what it said is not answered otherwise. */
  readonly isMade: (step: string) => boolean;
}

/** A list with one item changed. */
export const withItem = <T>(list: readonly T[], at: number, change: Partial<T>): readonly T[] =>
  list.map((item, place) => (place === at ? { ...item, ...change } : item));

export const withoutItem = <T>(list: readonly T[], at: number): readonly T[] => list.filter((_, place) => place !== at);

/** What is wrong at a field, in words. */
export const faultAt = (
  faults: Faults,
  field: string,
  say: (id: keyof typeof setupEn) => string,
): { readonly error?: string } => {
  const wrong = faults.get(field);
  return wrong === undefined ? {} : { error: say(`setup.wrong.${wrong}`) };
};
