import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { ConsoleWordId } from './en.ts';

/** Says texts of the console, and those that all pages share. */
export const useConsoleSay = () => useSayOf<ConsoleWordId | WordId>();
