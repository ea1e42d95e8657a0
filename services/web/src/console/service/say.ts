import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { ServiceWordId } from './words-en.ts';

export const useServiceSay = () => useSayOf<ServiceWordId | WordId>();
