import { commitId } from '../../domain/journal/commit.ts';
import type { JournalReader } from '../ports/journal-reader.ts';

/** More are asked for in several questions. */
export const idsPerQuestionMax = 1_000;

interface Search {
  readonly account: string;
  /** A version that holds; 0: none is known to. */
  holds: number;
  /** A version that does not; 0: none is known. */
  fails: number;
  stride: number;
}

/** Doubles the stride until a version fails, then halves what lies between. */
const nextOf = ({ holds, fails, stride }: Search): number =>
  fails === 0 ? holds + stride : Math.floor((holds + fails) / 2);

const told = (search: Search, isThere: boolean): void => {
  const asked = nextOf(search);
  if (!isThere) search.fails = asked;
  else {
    if (search.fails === 0) search.stride *= 2;
    search.holds = asked;
  }
};

/** Calls `ask` with so many at a time, one part after the other, and answers all that it found. */
export const inParts = async <A, T>(
  all: readonly A[],
  ask: (part: readonly A[]) => Promise<Iterable<T>>,
): Promise<T[]> => {
  const found: T[] = [];
  for (let from = 0; from < all.length; from += idsPerQuestionMax)
    found.push(...(await ask(all.slice(from, from + idsPerQuestionMax))));
  return found;
};

/**
 * The last version of each account that was made by a moment (or at all); 0 where there is none. Versions have no gaps
 * and moments never go back, so commits are asked for by id: one question where the last version is the one known, a
 * number of questions that grows with the logarithm of what came since elsewhere. `known`: versions that are there, and
 * were made by then. Raises `unavailable`.
 */
export const lastVersions = async (
  reader: Pick<JournalReader, 'present'>,
  accounts: readonly string[],
  known: ReadonlyMap<string, number>,
  until?: Date,
): Promise<ReadonlyMap<string, number>> => {
  const searches = accounts.map(
    (account): Search => ({ account, holds: known.get(account) ?? 0, fails: 0, stride: 1 }),
  );
  for (let open = searches; open.length > 0; open = open.filter(({ holds, fails }) => fails !== holds + 1)) {
    const ids = open.map((search) => commitId(search.account, nextOf(search)));
    const there = new Set(await inParts(ids, (part) => reader.present(part, until)));
    open.forEach((search, place) => told(search, there.has(ids[place] ?? '')));
  }
  return new Map(searches.map(({ account, holds }) => [account, holds]));
};
