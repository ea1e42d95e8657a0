const joiner = '\u200c';

/**
 * First letters of the first two words of a name: `SK`, «س‌ک». Persian letters are kept from joining. What is no letter
 * does not count, so that no mark of direction becomes one.
 */
export const initialsOf = (name: string): string => {
  const letters = name
    .split(/\s+/)
    .map((word) => /\p{L}/u.exec(word)?.[0] ?? '')
    .filter((letter) => letter !== '')
    .slice(0, 2);
  return letters
    .join(letters.some((letter) => /\p{Script=Arabic}/u.test(letter)) ? joiner : '')
    .toLocaleUpperCase('en');
};
