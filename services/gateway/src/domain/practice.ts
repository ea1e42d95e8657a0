const prefix = 'practice-';

/** Codes of clubs that tills practise in; nobody else's begins so. */
export const isPracticeCode = (code: string): boolean => code.startsWith(prefix);

/** The code of the club that tills of a club practise in. */
export const practiceCode = (clubId: string): string => `${prefix}${clubId.split('_').at(-1) ?? ''}`;
