import { identifier } from '@vafa/kernel';

/**
 * What a till is told apart by, everywhere: its identifier, a number without zeros in front. Spreadsheets take these
 * zeros away, so the till 01 is till 1 in the file of its month. What people are shown stays as it was written.
 */
export const tillKey = (till: string): string => {
  const one = identifier(till);
  return /^0\d*$/.test(one) ? one.replace(/^0+(?=\d)/, '') : one;
};
