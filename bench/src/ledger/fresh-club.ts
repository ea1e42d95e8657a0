let clubs = 0;

/** A club that no block had before: what a block leaves is verified by itself. */
export const freshClub = (): string => `clb${String(clubs++)}`;
