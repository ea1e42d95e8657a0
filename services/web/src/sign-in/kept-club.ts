const kept = 'vafa.club';

/** The club that was gone to last in this browser. Storage may be closed to the page. */
export const keptClub = (): string | undefined => {
  try {
    return localStorage.getItem(kept) ?? undefined;
  } catch {
    return undefined;
  }
};

export const keepClub = (code: string): void => {
  try {
    localStorage.setItem(kept, code);
  } catch {
    // A closed storage forgets the choice with the page.
  }
};
