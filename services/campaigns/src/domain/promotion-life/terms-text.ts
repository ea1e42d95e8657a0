/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What is wrong in one place of what was written. */
export interface Flaw {
  /** Names and places in lists, as JSON has them. */
  readonly path: readonly (string | number)[];
  /** Stable. */
  readonly code: string;
  readonly says: string;
}

const depthMax = 16;
/** Names in it are the club's own, and stay as they are. */
const ownNames = 'attributes';

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A place in the terms, as whoever wrote them named it. */
export const asWritten = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((part, at) => {
    if (typeof part === 'number') return part;
    return path[at - 1] === ownNames ? String(part) : snake(String(part));
  });

interface Reading {
  readonly flaws: Flaw[];
  readonly path: (string | number)[];
}

const within = <T>({ flaws, path }: Reading, part: string | number, read: (inner: Reading) => T): T =>
  read({ flaws, path: [...path, part] });

const named = (value: Json, reading: Reading): Json => {
  if (value === null || typeof value !== 'object') return value;
  if (reading.path.length > depthMax) {
    reading.flaws.push({ path: reading.path, code: 'too_deep', says: `nests deeper than ${depthMax} levels` });
    return null;
  }
  if (Array.isArray(value)) return value.map((each: Json, at) => within(reading, at, (inner) => named(each, inner)));
  if (reading.path.at(-1) === ownNames) return value;
  return Object.fromEntries(
    Object.entries(value as { readonly [name: string]: Json }).map(([name, each]) => {
      if (/[A-Z]/.test(name))
        reading.flaws.push({ path: [...reading.path, name], code: 'unknown_field', says: 'is not a known field' });
      return [camel(name), within(reading, name, (inner) => named(each, inner))];
    }),
  );
};

/** What was written with names_like_this, with namesLikeThis; and what cannot be read. */
export const withOwnNames = (written: Json): { readonly value: Json; readonly flaws: readonly Flaw[] } => {
  const flaws: Flaw[] = [];
  return { value: named(written, { flaws, path: [] }), flaws };
};

/** Undefined: it is no JSON. */
export const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};
