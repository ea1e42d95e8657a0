import type { Decline } from '../sale/paid-sale.ts';
import { useTillSay } from '../say.ts';
import { tillEn, type TillWordId } from '../words-en.ts';

const isKnown = (id: string): id is TillWordId => id in tillEn;

/** Why the club refused something, in words where its code is known, else as the club said it. */
export const useDeclineText = (): ((decline: Pick<Decline, 'code' | 'text'>) => string) => {
  const say = useTillSay();
  return ({ code, text }) => {
    const id = `no.${code}`;
    return isKnown(id) ? say(id) : text;
  };
};
