import { plainDigits } from '../../kit/formats/numbers.ts';

const lettersLeast = 3;

/** Whether it names somebody, for those who look members up and may not list them. */
export const isLookUp = ({ phone, card, q = '' }: ReturnType<typeof memberQuery>): boolean =>
  phone !== undefined || card !== undefined || (q.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= lettersLeast;

/** How the gateway is asked for what was typed: a phone begins with a zero or a plus, other digits are a card. */
export const memberQuery = (typed: string): { phone?: string; card?: string; q?: string } => {
  const text = plainDigits(typed).trim();
  if (text === '') return {};
  const digits = text.replace(/[\s().-]/g, '');
  if (/^(\+|0)\d{6,}$/.test(digits)) return { phone: digits };
  return /^\d{4,}$/.test(digits) ? { card: digits } : { q: text };
};
