/** Control characters, and those that turn the direction of the text around them. */
const hostileInLine = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const hostileInText = /(?![\n\t])\p{Cc}/u;

/** What a person wrote: line ends as \n, without blanks around it. */
export const tidy = (written: string): string => written.replaceAll('\r\n', '\n').trim();

/** From 1 to `max` characters on one line. */
export const isLine = (tidied: string, max: number): boolean => tidied !== '' && tidied.length <= max && !hostileInLine.test(tidied);

/** From 1 to `max` characters, with new lines and tabs but no other control characters. */
export const isText = (tidied: string, max: number): boolean => tidied !== '' && tidied.length <= max && !hostileInText.test(tidied);

export const textLengthMax = 4_000;
export const lineExpected = (max: number): string => `must have from 1 to ${String(max)} characters and no control characters`;
export const textExpected = `must have from 1 to ${String(textLengthMax)} characters and no control characters but new lines and tabs`;
