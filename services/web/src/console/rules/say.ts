import { useSayIfKnown, useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { RulesWordId } from './words-en.ts';

export const useRulesSay = () => useSayOf<RulesWordId | WordId>();

/** Why a rule gives nothing, in words; of a code that is not known here the code. */
export const useWhyNot = (): ((code: string) => string) => {
  const say = useSayIfKnown();
  return (code) => say(`why.${code}`) ?? code;
};
