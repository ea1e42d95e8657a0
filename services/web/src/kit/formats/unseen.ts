const unseen = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff]/gu;
/** In several lines their ends are seen. */
const unseenInLines = /(?![\n\r\t])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * The text without what nobody sees and the club does not take: control characters, and marks that turn a text around,
 * as come along with what is pasted. The half-space of Persian stays.
 */
export const withoutUnseen = (text: string, isLong = false): string =>
  text.replace(isLong ? unseenInLines : unseen, '');
