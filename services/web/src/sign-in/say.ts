import { useSayOf } from '../kit/say.ts';
import type { WordId } from '../words/en.ts';
import type { signInEn } from './words-en.ts';

export type SignInWordId = keyof typeof signInEn;

export const useSignInSay = () => useSayOf<SignInWordId | WordId>();
