import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { LedgerWordId } from './words-en.ts';

export const useLedgerSay = () => useSayOf<LedgerWordId | WordId>();

/** What a unit is called: points by their word, others by the code that the club gave them. */
export const useUnitName = (): ((unit: string) => string) => {
  const say = useLedgerSay();
  return (unit) => (unit === 'points' ? say('ledger.points') : unit);
};
