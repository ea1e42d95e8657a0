import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { LedgerWordId } from './words-en.ts';

export const useLedgerSay = () => useSayOf<LedgerWordId | WordId>();
