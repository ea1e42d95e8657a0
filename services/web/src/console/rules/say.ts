import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import { rulesEn, type RulesWordId } from './words-en.ts';

export const useRulesSay = () => useSayOf<RulesWordId | WordId>();

const isKnown = (id: string): id is RulesWordId => id in rulesEn;

/** Why a rule gives nothing, in words; of a code that is not known here the code. */
export const useWhyNot = (): ((code: string) => string) => {
  const say = useRulesSay();
  return (code) => {
    const id = `why.${code}`;
    return isKnown(id) ? say(id) : code;
  };
};
