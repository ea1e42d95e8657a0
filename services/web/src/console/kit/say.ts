import { useSayOf } from '../../kit/say.ts';
import type { KitWordId } from './words-en.ts';

export const useKitSay = () => useSayOf<KitWordId>();
