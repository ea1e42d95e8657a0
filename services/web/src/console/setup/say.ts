import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { ConsoleWordId } from '../words/en.ts';
import type { setupEn } from './words-en.ts';

/** Says texts of the set-up, which come with its page. */
export const useSetupSay = () => useSayOf<keyof typeof setupEn | ConsoleWordId | WordId>();
