/**
 * Places of things in the order of their ids; of equal ids in the order given.
 *
 * Every write of many documents goes in this order. A database that locks document by document (FerretDB on PostgreSQL
 * does) ends one of two writes that wait for each other with an error; two that go in one order never do.
 */
export const placesInOrder = <T>(things: readonly T[], idOf: (thing: T) => string): number[] => {
  const ids = things.map(idOf);
  return ids
    .map((_id, place) => place)
    .sort((left, right) => compare(ids[left] ?? '', ids[right] ?? '') || left - right);
};

/** The same things in the order of their ids: see `placesInOrder`. */
export const inOrder = <T>(things: readonly T[], idOf: (thing: T) => string): T[] =>
  placesInOrder(things, idOf).map((place) => things[place] as T);

const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right));
