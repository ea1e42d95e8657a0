/**
 * What the embedded database refuses and the engine answers: cases by name, the refusal's code, and what its text
 * names.
 */
export interface Refusal {
  readonly cases: RegExp;
  readonly code: number;
  readonly names: string;
}

/** What both refuse, each under a code of its own. */
export interface CodePair {
  readonly cases: RegExp;
  readonly embedded: number;
  readonly engine: number;
}

/** Where the engine is not as MongoDB is documented, and the embedded database is. */
export interface EngineDifference {
  readonly cases: RegExp;
  /** Where the embedded database refuses: with this code and no other. */
  readonly code?: number;
  readonly why: string;
}

export const refusals: readonly Refusal[] = [
  { cases: /^(inc v 1, before decimal|sum of v|update .*"\$inc")/, code: 238, names: 'Decimal128' },
];

export const codePairs: readonly CodePair[] = [
  { cases: /^unknown expression/, embedded: 168, engine: 31325 },
  { cases: /^(set v\.a|set v\.a\.b|inc v\.a 1), before \[\]/, embedded: 28, engine: 9 },
  // Of two changes that are both refused, MongoDB answers for the first by path.
  { cases: /^update .*,"\$/, embedded: 2, engine: 28 },
  { cases: /^path with an empty part/, embedded: 56, engine: 2 },
];

export const engineDifferences: readonly EngineDifference[] = [
  {
    cases: /^(v in|v nin|or) .*(decimal 1\.50?|double 1\.5)/,
    why: 'MongoDB compares numbers across types; the engine’s $in, $nin and an $or of equalities hold double 1.5, decimal 1.5 and decimal 1.50 apart, and its $eq does not',
  },
  {
    cases: /^with the empty array, .*(v up|v down).*/,
    why: 'MongoDB sorts an empty array before null and what is not there; the engine sorts it as null',
  },
  {
    cases: /^push of (v|a document) by g/,
    why: 'MongoDB’s $push keeps the order in which documents reach $group; the engine loses it where there are several groups',
  },
  {
    cases: /^\$group by path into/,
    why: 'MongoDB groups what is not there with null; the engine does so for a field and not for a path into documents',
  },
  {
    cases: /^(first|last) of v\.a/,
    why: 'MongoDB’s $first and $last answer null for what is not there; the engine does so for a field and leaves a path into documents out',
  },
  {
    cases: /^update .*"\$setOnInsert"/,
    code: 40,
    why: 'MongoDB refuses two operators on one path, whether or not they come to apply; the engine looks at $setOnInsert on an insert alone',
  },
  {
    cases: /^count of nothing/,
    why: 'MongoDB’s $count answers no document where there is nothing to count; the engine answers 0',
  },
  {
    cases: /^(unset v\.a, before \[|unset below an element)/,
    why: 'MongoDB’s $unset of a path that is not there changes nothing; the engine refuses one that meets an array',
  },
  {
    cases: /^(inc v 1, before (true|false)|update .*"\$inc")/,
    code: 14,
    why: 'MongoDB increments numbers alone; the engine takes true for 1',
  },
  {
    cases: /^(pull below what|pull in an element that) is not there/,
    why: 'MongoDB’s $pull of a path that is not there changes nothing; the engine makes the path',
  },
  {
    cases: /^(add none to a set that|push none onto what) is not there/,
    why: 'MongoDB’s $push and $addToSet make an array, also of nothing; the engine does nothing',
  },
  { cases: /^push none, all left/, why: 'MongoDB does not count what changes nothing as modified; the engine does' },
  {
    cases: /^max v 2, before NaN/,
    why: 'MongoDB orders NaN below all numbers, so 2 is the higher; the engine keeps NaN, which it sorts below numbers too',
  },
  {
    cases: /^inc v 1, before infinity/,
    why: 'MongoDB does not count an increase that changes nothing; the engine does',
  },
  {
    cases: /^(set in order|upsert with both kinds|findOneAndUpdate, upsert with both kinds)/,
    why: 'MongoDB 5 and later create fields in the order of their names; the engine in the order given',
  },
  { cases: /^a unique index over what repeats/, why: 'MongoDB answers 11000; the engine an internal error' },
  {
    cases: /^update /,
    code: 171,
    why: 'MongoDB refuses a document with two arrays in one compound index (171); the engine takes it',
  },
  {
    cases: /^an index of two arrays/,
    why: 'MongoDB refuses a document with two arrays in one compound index (171); the engine takes it',
  },
];
