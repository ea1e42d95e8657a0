import { useSayIfKnown, useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { ConsoleWordId } from '../words/en.ts';
import type { EditorWordId } from './editor/words-en.ts';
import type { PromotionsWordId } from './words-en.ts';
import type { TermsWordId } from './terms/words-en.ts';

/** Says texts of the pages of promotions, which come with them. */
export const usePromotionsSay = () =>
  useSayOf<PromotionsWordId | TermsWordId | EditorWordId | ConsoleWordId | WordId>();

/** What is wrong in a place, by the gateway's code; of a code that is not known here the code. */
export const useFlaw = (): ((code: string) => string) => {
  const say = useSayIfKnown();
  return (code) => say(`flaw.${code}`) ?? code;
};

/** Why a promotion gives nothing, in words; of a code that is not known here the code. */
export const useWhyNot = (): ((code: string) => string) => {
  const say = useSayIfKnown();
  return (code) => say(`promo.why.${code}`) ?? code;
};
