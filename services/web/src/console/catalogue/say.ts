import { useSayIfKnown, useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { ConsoleWordId } from '../words/en.ts';
import type { CatalogueWordId } from './words-en.ts';

/** Says texts of the pages of the catalogue, which come with them. */
export const useCatalogueSay = () => useSayOf<CatalogueWordId | ConsoleWordId | WordId>();

/** Why a good is refused, in words; of a code that is not known here the code. */
export const useGoodFault = (): ((code: string) => string) => {
  const say = useSayIfKnown();
  return (code) => say(`good.fault.${code}`) ?? code;
};
