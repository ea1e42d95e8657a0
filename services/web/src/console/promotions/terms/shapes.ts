import type { Json, JsonObject } from './json.ts';

/** What a field of a condition or an effect may hold, and so how it is typed and said. */
export type Shape =
  | 'money'
  | 'percent'
  | 'decimal'
  | 'whole'
  | 'name'
  | 'names'
  | 'numbers'
  | 'tiers'
  | 'branches'
  | 'reward'
  | 'weekdays'
  | 'hour'
  | 'day'
  | 'day_of_year'
  | 'moment'
  | 'choice'
  | 'flag'
  | 'goods'
  | 'goods_list'
  | 'some'
  | 'some_list'
  | 'off'
  | 'spend_tiers';

export interface TermField {
  readonly name: string;
  readonly shape: Shape;
  readonly isOptional?: true;
  /** Of a choice: what there is to choose. */
  readonly options?: readonly string[];
  /** Of a number. */
  readonly least?: number;
  readonly most?: number;
}

export interface TermKind {
  readonly kind: string;
  /** What it is about: kinds of one group stand together where one is chosen. */
  readonly group: string;
  readonly fields: readonly TermField[];
  /** What it says before anything is typed. */
  readonly fresh: JsonObject;
}

const moneyMost = 100_000_000_000_000;
const daysMost = 36_600;
const countMost = 10_000;
const pointsMost = 1_000_000_000;

type More = Partial<Omit<TermField, 'name' | 'shape'>>;

const of =
  (shape: Shape, bounds: More = {}) =>
  (name: string, more: More = {}): TermField => ({ name, shape, ...bounds, ...more });

export const optional = { isOptional: true } as const;
export const money = of('money', { least: 0, most: moneyMost });
export const someMoney = of('money', { least: 1, most: moneyMost });
export const percent = of('percent');
export const decimal = of('decimal');
export const count = of('whole', { least: 1, most: countMost });
export const days = of('whole', { least: 0, most: daysMost });
export const points = of('whole', { least: 1, most: pointsMost });
export const name = of('name');
export const names = of('names');
export const flag = of('flag', optional);
export const goods = of('goods', optional);
export const off = of('off');
export const shaped = (shape: Shape) => of(shape);
export const choice = (field: string, options: readonly string[]): TermField => ({
  name: field,
  shape: 'choice',
  options,
});

/** Both bounds, of which one at least is meant. */
export const range = (field: (name: string, more?: More) => TermField, unit = ''): readonly TermField[] => [
  field(`at_least${unit}`, optional),
  field(`at_most${unit}`, optional),
];

export const kindNamed = (kinds: readonly TermKind[], kind: string): TermKind | undefined =>
  kinds.find((each) => each.kind === kind);

/** Whether the value has fields that the description does not know: they are kept, and shown as they are. */
export const unknownFields = (value: JsonObject, { fields }: TermKind): readonly (readonly [string, Json])[] =>
  Object.entries(value).filter(([each]) => each !== 'kind' && !fields.some(({ name: known }) => known === each));
