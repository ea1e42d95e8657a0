import type { ParseArgsConfig } from 'node:util';
import type { Call } from '../command.ts';

export const booksOptions: NonNullable<ParseArgsConfig['options']> = {
  unit: { type: 'string' },
  'as-of': { type: 'string' },
};

export const booksHelp = [
  '  --unit UNIT   one unit of the club, default all',
  '  --as-of TIME  a past moment, 2026-01-31T00:00:00Z; default now',
];

/** Of options, those that are given, by the names of their parameters. */
export const given = <Name extends string>(
  { options }: Pick<Call, 'options'>,
  names: Readonly<Record<string, Name>>,
): { readonly [N in Name]?: string } =>
  Object.fromEntries(
    Object.entries(names).flatMap(([option, name]) =>
      typeof options[option] === 'string' ? [[name, options[option]]] : [],
    ),
  ) as { readonly [N in Name]?: string };

export const ofBooks = { unit: 'unit', 'as-of': 'as_of' } as const;
