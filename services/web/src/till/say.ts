import { useSayOf } from '../kit/say.ts';
import type { WordId } from '../words/en.ts';
import type { TillWordId } from './words-en.ts';

export type TillSay = ReturnType<typeof useTillSay>;

export const useTillSay = () => useSayOf<TillWordId | WordId>();

/** A name of either script within a sentence: it turns nothing around it. */
export const apart = (name: string): string => `\u2068${name}\u2069`;
