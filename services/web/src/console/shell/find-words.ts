import { plainDigits } from '../../kit/formats/numbers.ts';

/** Marks that are written and not said: half-space, marks of direction, vowels, the small hamza. */
const unsaid = /[\u200b-\u200f\u2066-\u2069\u064b-\u065f\u0654]/g;

/** One form of what people type: letters of either keyboard, digits of any script, no marks. */
const plainWords = (text: string): string =>
  plainDigits(text.normalize('NFKC'))
    .replace(unsaid, '')
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ة', 'ه')
    .toLowerCase()
    .trim();

/** Whether each word that was typed begins a word of the text. */
export const isFoundBy = (typed: string, text: string): boolean => {
  const words = plainWords(text).split(/\s+/);
  return plainWords(typed)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
};

/** What a person is looked up by: digits are a phone or a card, letters a name. Undefined for too little. */
export const memberQueryOf = (typed: string): { phone?: string; card?: string; q?: string }[] => {
  const text = plainWords(typed);
  const digits = text.replace(/[\s+()-]/g, '');
  if (/^\d+$/.test(digits)) return digits.length < 4 ? [] : [{ phone: digits }, { card: digits }];
  return (text.match(/\p{L}/gu)?.length ?? 0) < 3 ? [] : [{ q: text }];
};
