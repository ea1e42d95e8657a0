import { useClub } from '../../kit/club-settings.tsx';
import { declineEn, type DeclineWordId } from '../../words/decline-en.ts';
import { declineFa } from '../../words/decline-fa.ts';

const isKnown = (id: string): id is DeclineWordId => id in declineEn;

/** Why something was refused, in words where its code is known, else as given. Only pages that ask load the words. */
export const useDeclined = (): ((code: string, otherwise: string) => string) => {
  const { language } = useClub();
  const words = language === 'fa' ? declineFa : declineEn;
  return (code, otherwise) => {
    const id = `no.${code}`;
    return isKnown(id) ? words[id] : otherwise;
  };
};
