/** What a person wrote: line ends as \n, without blanks around it. */
export const tidy = (written: string): string => written.replaceAll(/\r\n?/g, '\n').trim();

export const textLengthMax = 4_000;
export const lineExpected = (max: number): string =>
  `must have from 1 to ${String(max)} characters and no control characters`;
export const textExpected = `must have from 1 to ${String(textLengthMax)} characters and no control characters but new lines and tabs`;
