/** A value of JSON. Terms are kept as they came, so that nothing is lost of what this page does not know. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Where something stands in the terms. */
export type Path = readonly (string | number)[];

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

export const textsOf = (value: Json | undefined): readonly string[] => listOf(value).map(String);

export const fieldOf = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

export const kindOf = (value: Json | undefined): string => {
  const kind = fieldOf(value, 'kind');
  return typeof kind === 'string' ? kind : '';
};

/** The object with another value in a field; undefined takes the field out. */
export const withField = (value: JsonObject, name: string, next: Json | undefined): JsonObject => {
  if (next !== undefined) return { ...value, [name]: next };
  return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
};

export const withItem = (list: readonly Json[], at: number, next: Json): readonly Json[] =>
  list.map((each, place) => (place === at ? next : each));

export const withoutItem = (list: readonly Json[], at: number): readonly Json[] =>
  list.filter((_each, place) => place !== at);

/** The list with one of its items a place further, or a place before. */
export const moved = <Item>(list: readonly Item[], at: number, by: 1 | -1): readonly Item[] => {
  const other = at + by;
  const [one, two] = [list[at], list[other]];
  if (one === undefined || two === undefined) return list;
  return list.map((each, place) => (place === at ? two : place === other ? one : each));
};

/** As problems of the gateway name a place. */
export const pointerOf = (path: Path): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
