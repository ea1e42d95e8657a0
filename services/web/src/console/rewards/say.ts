import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { RewardsWordId } from './words-en.ts';

export const useRewardsSay = () => useSayOf<RewardsWordId | WordId>();
