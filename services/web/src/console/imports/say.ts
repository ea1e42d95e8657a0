import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import { reasonsEn, type ReasonWordId } from './reasons-en.ts';
import type { ImportsWordId } from './words-en.ts';

type Id = ImportsWordId | ReasonWordId | WordId;

export const useImportsSay = () => useSayOf<Id>();

const isKnown = (id: string): id is ReasonWordId => id in reasonsEn;

/** Why a row was not taken, in words; of a code that is not known here nothing. */
export const useReasonOf = (): ((code: string) => string | undefined) => {
  const say = useImportsSay();
  return (code) => {
    const id = `reason.${code}`;
    return isKnown(id) ? say(id) : undefined;
  };
};

/** What is wrong with a file, in words; of a code that is not known here nothing. */
export const useFaultOf = (): ((code: string | undefined) => string | undefined) => {
  const say = useImportsSay();
  return (code) => {
    const id = `fault.${code ?? ''}`;
    return isKnown(id) ? say(id) : undefined;
  };
};
