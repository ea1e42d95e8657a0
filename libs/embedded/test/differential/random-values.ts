import { EJSON } from 'bson';
import fc from 'fast-check';
import { Decimal128, Double, Int32, Long, type Document } from 'mongodb';

/** Another run asks other questions: VAFA_DIFFERENTIAL_SEED=7. The seed is printed with the counts. */
const asked = process.env.VAFA_DIFFERENTIAL_SEED;
export const isUsualSeed = asked === undefined;
export const seed = Number(asked ?? 20_260);

export const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] => fc.sample(arbitrary, { seed, numRuns });
export const show = (value: unknown): string => EJSON.stringify(value, { relaxed: true });
const entries = (arbitrary: fc.Arbitrary<[string, unknown]>, most: number): fc.Arbitrary<Document> =>
  fc
    .uniqueArray(arbitrary, { minLength: 1, maxLength: most, selector: ([name]) => name })
    .map((all) => Object.fromEntries(all) as Document);

// Equal numbers come as int32, int64 and double, and never as a decimal: the engine's $in holds these apart (lists.ts).
export const scalar = fc.constantFrom<unknown>(
  new Int32(0),
  new Int32(1),
  new Int32(2),
  new Int32(3),
  Long.fromNumber(2),
  new Double(1),
  new Double(2.5),
  Decimal128.fromString('7.25'),
  Long.fromString('9007199254740993'),
  'x',
  'xy',
  'y',
  '',
  null,
  true,
  false,
  new Date(0),
  new Date(86_400_000),
);
// Never empty, since the engine sorts an empty array as null (lists.ts); empty ones are in `e`, which is not sorted by.
export const list = fc.array(scalar, { minLength: 1, maxLength: 3 });
export const value = fc.oneof(
  { arbitrary: scalar, weight: 5 },
  { arbitrary: list, weight: 2 },
  { arbitrary: fc.tuple(list, scalar), weight: 1 },
);
// At most one of the two is an array: no index takes two in one document.
const inner = entries(
  fc.oneof(fc.tuple(fc.constant('x'), value), fc.tuple(fc.constant('y'), scalar)) as fc.Arbitrary<[string, unknown]>,
  2,
);
const nested = fc.oneof(
  { arbitrary: inner, weight: 3 },
  {
    arbitrary: fc.array(fc.oneof({ arbitrary: inner, weight: 4 }, { arbitrary: scalar, weight: 1 }), {
      minLength: 1,
      maxLength: 3,
    }),
    weight: 3,
  },
  { arbitrary: scalar, weight: 1 },
);
const field: fc.Arbitrary<[string, unknown]> = fc.oneof(
  fc.tuple(fc.constantFrom('a', 'd'), value),
  fc.tuple(fc.constantFrom('b', 'c'), scalar),
  fc.tuple(fc.constant('n'), nested),
  fc.tuple(fc.constant('e'), fc.array(scalar, { maxLength: 2 })),
);
export const document = entries(field, 6);
