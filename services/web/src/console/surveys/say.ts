import { useSayOf } from '../../kit/say.ts';
import type { WordId } from '../../words/en.ts';
import type { SurveysWordId } from './words-en.ts';

export const useSurveysSay = () => useSayOf<SurveysWordId | WordId>();
