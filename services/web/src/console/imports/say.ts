import { useClub } from '../../kit/club-settings.tsx';
import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import { reasonsEn, type ReasonWordId } from './reasons-en.ts';
import { reasonsFa } from './reasons-fa.ts';
import type { ImportsWordId } from './words-en.ts';

export const useImportsSay = () => useSayOf<ImportsWordId | WordId>();

const isKnown = (id: string): id is ReasonWordId => id in reasonsEn;

/** Reasons are many and have no values in them: they come with the pages that show them, and not with every page. */
const useReasons = (kind: 'reason' | 'fault'): ((code: string | undefined) => string | undefined) => {
  const { language } = useClub();
  return (code = '') => {
    const id = `${kind}.${code}`;
    return isKnown(id) ? (language === 'fa' ? reasonsFa : reasonsEn)[id] : undefined;
  };
};

/** Why a row was not taken, in words; of a code that is not known here nothing. */
export const useReasonOf = () => useReasons('reason');

/** What is wrong with a file, in words; of a code that is not known here nothing. */
export const useFaultOf = () => useReasons('fault');
