export interface Asked {
  readonly key: number;
  readonly kind: 'nps' | 'free';
  readonly text: string;
  readonly required: boolean;
}

/** A survey as it is written. */
export interface Begun {
  readonly title: string;
  readonly code: string;
  /** Not a number: nothing is written. */
  readonly points: number;
  readonly isAfterSale: boolean;
  readonly questions: readonly Asked[];
}

export const nothing: Begun = {
  title: '',
  code: '',
  points: 0,
  isAfterSale: false,
  questions: [{ key: 1, kind: 'nps', text: '', required: true }],
};

const isAsked = (kept: unknown): kept is Asked => {
  if (typeof kept !== 'object' || kept === null) return false;
  const { key, kind, text, required } = kept as Partial<Record<keyof Asked, unknown>>;
  return (
    typeof key === 'number' &&
    (kind === 'nps' || kind === 'free') &&
    typeof text === 'string' &&
    typeof required === 'boolean'
  );
};

/** What was kept of it; undefined where storage holds anything else. */
export const begunOf = (kept: unknown): Begun | undefined => {
  const { title, code, points, isAfterSale, questions } = kept as Partial<Record<keyof Begun, unknown>>;
  if (typeof title !== 'string' || typeof code !== 'string' || !Array.isArray(questions)) return undefined;
  if (questions.length === 0 || !questions.every(isAsked)) return undefined;
  // No number is nothing in storage.
  const isNumber = typeof points === 'number';
  return { title, code, points: isNumber ? points : Number.NaN, isAfterSale: isAfterSale === true, questions };
};
