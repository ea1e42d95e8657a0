import { useSayOf } from '../kit/say.ts';
import type { WordId } from '../words/en.ts';
import type { ClubWordId } from './words/en.ts';

/** Says texts of the club, and those that all pages share. */
export const useSay = (): ReturnType<typeof useSayOf<ClubWordId | WordId>> => useSayOf<ClubWordId | WordId>();
