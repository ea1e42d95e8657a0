import type { Json } from '../terms/json.ts';
import type { Written } from '../written.ts';

/** What is wrong, as the gateway told it of what was sent: codes by JSON pointer. */
export interface Flaws {
  readonly of: Written;
  readonly places: Readonly<Record<string, string>>;
}

/** What stands in a place; undefined where nothing does. */
const valueAt = (of: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? (value as Readonly<Record<string, Json>>)[part]
          : undefined,
      of,
    );

/** Those that still stand there: what was changed since is not told wrong before it is sent again. */
export const standing = ({ of, places }: Flaws, now: Written): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(places).filter(
      ([pointer]) => JSON.stringify(valueAt(of, pointer)) === JSON.stringify(valueAt(now, pointer)),
    ),
  );

/** The code of what is wrong in a place or within it. */
export const codeWithin = (flaws: ReadonlyMap<string, string>, pointer: string): string | undefined =>
  [...flaws].find(([each]) => each === pointer || each.startsWith(`${pointer}/`))?.[1];

/** The code of what is wrong with a place itself, or with what no field of it shows. */
export const codeOfRow = (
  flaws: ReadonlyMap<string, string>,
  pointer: string,
  fields: readonly string[],
): string | undefined =>
  [...flaws].find(
    ([each]) =>
      each === pointer ||
      (each.startsWith(`${pointer}/`) && !fields.includes(each.slice(pointer.length + 1).split('/')[0] ?? '')),
  )?.[1];
