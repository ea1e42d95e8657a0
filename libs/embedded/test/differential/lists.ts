/** What the embedded database refuses and the engine answers: cases by name, and the refusal's code. */
export interface Refusal {
  readonly cases: RegExp;
  readonly code: number;
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
  readonly why: string;
}

export const refusals: readonly Refusal[] = [
  { cases: /^(inc v 1, before decimal|sum of v)/, code: 238 },
];

export const codePairs: readonly CodePair[] = [
  { cases: /^project v and v\.a/, embedded: 31250, engine: 31249 },
  { cases: /^project both ways/, embedded: 2, engine: 31254 },
  { cases: /^limit 0/, embedded: 2, engine: 15958 },
  { cases: /^skip below 0/, embedded: 2, engine: 5107200 },
  { cases: /^unknown expression/, embedded: 168, engine: 31325 },
  { cases: /^unknown accumulator/, embedded: 168, engine: 15952 },
  { cases: /^group without an id/, embedded: 2, engine: 15955 },
  { cases: /^(set v\.a|set v\.a\.b|inc v\.a 1), before \[\]/, embedded: 28, engine: 9 },
  { cases: /^path with an empty part/, embedded: 56, engine: 2 },
];

export const engineDifferences: readonly EngineDifference[] = [
  { cases: /^v\.0 is (int|double|long) 1,/, why: 'MongoDB looks into an array at the end of a path, also into one that is an element; the engine does not where an index names the element' },
  { cases: /^(v in|v nin|or) .*(decimal 1\.50?|double 1\.5)/, why: 'MongoDB compares numbers across types; the engine’s $in, $nin and an $or of equalities hold double 1.5, decimal 1.5 and decimal 1.50 apart, and its $eq does not' },
  { cases: /^with the empty array, .*(v up|v down).*/, why: 'MongoDB sorts an empty array before null and what is not there; the engine sorts it as null' },
  { cases: /^push of (v|a document) by g/, why: 'MongoDB’s $push keeps the order in which documents reach $group; the engine loses it where there are several groups' },
  { cases: /^\$group by path into/, why: 'MongoDB groups what is not there with null; the engine does so for a field and not for a path into documents' },
  { cases: /^count of nothing/, why: 'MongoDB’s $count answers no document where there is nothing to count; the engine answers 0' },
  { cases: /^unset v\.a, before \[/, why: 'MongoDB’s $unset of a path that is not there changes nothing; the engine refuses one that meets an array' },
  { cases: /^unset v\.0, before \[null\]|^push, the first 2/, why: 'the document stays as it was; the engine counts it as modified' },
  { cases: /^inc v 1, before (true|false)/, why: 'MongoDB increments numbers alone; the engine takes true for 1' },
  { cases: /^(set in order|upsert with both kinds|findOneAndUpdate, upsert with both kinds)/, why: 'MongoDB 5 and later create fields in the order of their names; the engine in the order given' },
  { cases: /^a unique index over what repeats/, why: 'MongoDB answers 11000; the engine an internal error' },
  { cases: /^an index of two arrays/, why: 'MongoDB refuses a document with two arrays in one compound index (171); the engine takes it' },
];
